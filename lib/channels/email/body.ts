import MimeNode from "nodemailer/lib/mime-node";
import { encode, wrap } from "nodemailer/lib/qp";
import { toSingleLine } from "#lib/domain/input/text.ts";
import type { MailForm, OutgoingEmail } from "#lib/messages/outgoing.ts";
import type { Template } from "#lib/messages/template.ts";

export type Sender = { name: string; address: string };
type Links = OutgoingEmail["links"];
type Hole = keyof Links;

const MAX_SUBJECT_LENGTH = 250;
/** Of quoted-printable, without the sign that the line goes on. */
const MAX_LINE_LENGTH = 75;
const GOES_ON = "=\r\n";

/** Quoted-printable. Any two pieces of it with a soft line break between them are what both say together. */
const coded = (text: string): string => wrap(encode(text.replace(/\r\n|\r|\n/g, "\r\n")), MAX_LINE_LENGTH);

/** The coded pieces around the links, each ready for what follows it. */
function codedTemplate({ parts, holes }: Template<Hole>): Template<Hole> {
  const last = parts.length - 1;
  return {
    parts: parts.map(coded).map((part, i) => (i === last || /^$|\n$/.test(part) ? part : part + GOES_ON)),
    holes,
  };
}

function filled({ parts, holes }: Template<Hole>, links: Links): string {
  let text = parts[0]!;
  for (let i = 0; i < holes.length; i++) text += links[holes[i]!] + GOES_ON + parts[i + 1]!;
  return text;
}

/** What is the same for everybody who is told the same, as it is sent. */
export type Frame = { head: string; boundary: string; parts: { type: string; body: Template<Hole> }[] };

/** Encodes what a mail says; the links of one recipient are put in by `bodyOf`. */
export function frameOf({ subject, text, html }: MailForm, from: Sender): Frame {
  const node = new MimeNode().createChild("multipart/alternative");
  node.setHeader([
    { key: "From", value: from },
    { key: "Subject", value: toSingleLine(subject).slice(0, MAX_SUBJECT_LENGTH).toWellFormed() },
    { key: "Date", value: new Date().toUTCString().replace("GMT", "+0000") },
    { key: "MIME-Version", value: "1.0" },
  ]);
  const parts = [
    { type: "text/plain", body: codedTemplate(text) },
    { type: "text/html", body: codedTemplate(html) },
  ];
  return {
    head: node.buildHeaders(),
    boundary: String(node.boundary),
    parts: parts.filter(({ body }) => body.parts.some((part) => part !== "")),
  };
}

/** Everything of a mail after its headers. */
export function bodyOf({ boundary, parts }: Frame, { unsubscribe, manage }: Links): string {
  const links = { unsubscribe: coded(unsubscribe), manage: coded(manage) };
  const told = parts.map(
    ({ type, body }) =>
      `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${filled(body, links)}\r\n`,
  );
  return `${told.join("")}--${boundary}--\r\n`;
}
