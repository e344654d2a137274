import { createHash, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { simpleParser } from "mailparser";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingEmail } from "#lib/messages/outgoing.ts";
import { mailContent } from "#lib/testing/delivery/sending.ts";
import { createAuthority, issue } from "#lib/testing/network/certificate.ts";
import { startSmtpServer } from "#lib/testing/network/smtp-server.ts";
import { startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { createEmailSender, MAIL_CONNECTIONS } from "./email.ts";
import type { EmailSettings } from "./settings.ts";

const sink = await startSmtpSink({ keeps: 1_000 });
afterAll(() => sink.stop());
beforeEach(() => {
  sink.forget();
  sink.program([]);
});

const MAIL_FROM = "T-Developer 상태 <status@example.com>";
const SAID = {
  subject: "[조사 중] API 지연",
  text: "원인을 찾고 있습니다.\nWe are looking into it.",
  html: "<p>원인을 찾고 있습니다.</p><p>We are looking into it.</p>",
};
type Given = Partial<OutgoingEmail & typeof SAID>;
const message = ({
  subject = SAID.subject,
  text = SAID.text,
  html = SAID.html,
  ...more
}: Given = {}): OutgoingEmail => ({
  channel: "email",
  to: "reader@example.net",
  ...mailContent({ subject, text, html }),
  messageId: "0123abcd@status.example.com",
  language: "ko",
  unsubscribeUrl: "https://status.example.com/unsubscribe/abc.1.0.def",
  listId: "updates.status.example.com",
  ...more,
});
const settings = (smtpUrl = sink.url, more: Partial<EmailSettings> = {}): EmailSettings => ({
  smtpUrl,
  mailFrom: MAIL_FROM,
  dkim: null,
  ...more,
});
/** One mail by a sender of its own. */
async function send(more: Given = {}, by = settings(), timeoutMs = 5_000) {
  const sender = createEmailSender(by);
  const outcome = await sender.send(message(more), { timeoutMs });
  await sender.close();
  return outcome;
}
const rawMail = (index = 0) => sink.raw(index)!.toString("latin1");
const headLines = (raw: string) => raw.slice(0, raw.indexOf("\r\n\r\n")).split(/\r\n(?![ \t])/);
const headNames = (raw: string) =>
  headLines(raw).map((line) => line.slice(0, line.indexOf(":")).toLowerCase());

describe("a mail", () => {
  it("has one recipient, text and HTML, and says that a machine wrote it", async () => {
    expect(await send()).toMatchObject({ kind: "sent", receipt: { code: "250" } });
    const [seen] = sink.history();
    expect(seen).toMatchObject({ from: "status@example.com", to: ["reader@example.net"] });
    const mail = await simpleParser(sink.raw(0)!);
    expect(mail.from!.value).toEqual([{ name: "T-Developer 상태", address: "status@example.com" }]);
    expect([mail.to].flat()[0]!.value).toEqual([{ name: "", address: "reader@example.net" }]);
    expect(mail.subject).toBe("[조사 중] API 지연");
    expect(mail.messageId).toBe("<0123abcd@status.example.com>");
    expect(mail.text).toContain("원인을 찾고 있습니다.\nWe are looking into it.");
    expect(mail.html).toContain("<p>원인을 찾고 있습니다.</p>");
    expect(mail.headers.get("content-type")).toMatchObject({ value: "multipart/alternative" });
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.headers.get("content-language")).toBe("ko");
    expect(mail.date!.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it("to many has the headers of RFC 8058 and of a list", async () => {
    await send();
    const lines = headLines(rawMail());
    expect(lines).toContain("List-Unsubscribe: <https://status.example.com/unsubscribe/abc.1.0.def>");
    expect(lines).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(lines).toContain("List-ID: <updates.status.example.com>");
    expect(lines).toContain("Precedence: bulk");
  });

  it("to one alone has none of them", async () => {
    await send({ unsubscribeUrl: null, listId: null });
    expect(headNames(rawMail()).filter((name) => /^list|precedence/.test(name))).toEqual([]);
  });

  it("keeps a long unsubscribe link in one piece", async () => {
    const unsubscribeUrl = `https://status.example.com/unsubscribe/${"a".repeat(700)}`;
    await send({ unsubscribeUrl });
    const { headers } = await simpleParser(sink.raw(0)!);
    expect(JSON.stringify(headers.get("list"))).toContain(unsubscribeUrl);
    expect(rawMail()).toContain(`<${unsubscribeUrl}>`);
  });

  it("has no line over 998, whatever the text", async () => {
    const long = "x".repeat(20_000);
    const korean = "지연이 계속되고 있습니다. ".repeat(500);
    await send({ subject: long, text: long, html: `<p>${long}</p>` });
    await send({ subject: korean, text: korean, html: `<p>${korean}</p>` });
    await send({ text: `${long}\n.\n..\n${korean}`, html: "" });
    for (const index of [0, 1, 2]) {
      expect(
        Math.max(
          ...rawMail(index)
            .split("\r\n")
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(998);
      expect(rawMail(index).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    }
    const mail = await simpleParser(sink.raw(1)!);
    expect(mail.text!.trim()).toBe(korean.trim());
  });
});

describe("what somebody wrote", () => {
  const HOSTILE = [
    "Down\r\nBcc: victim@example.org",
    "Down\nSubject: other",
    "Down\r\n\r\n<h1>body</h1>",
    "Down\u0000\u0007\u001b[31m\u007f",
    "Down\u2028Bcc: victim@example.org\u2029",
    "=?utf-8?Q?=0D=0ABcc:_victim@example.org?=",
    "Down\ud800",
  ];

  it.each(HOSTILE)("cannot leave its header: %j", async (text) => {
    const outcome = await send({
      subject: text,
      messageId: `id${text}@status.example.com`,
      language: text,
      listId: `list${text}`,
      unsubscribeUrl: `https://status.example.com/unsubscribe/${text}`,
    });
    expect(outcome).toMatchObject({ kind: "sent" });
    const [seen] = sink.history();
    expect(seen!.to).toEqual(["reader@example.net"]);
    expect(headNames(rawMail()).sort()).toEqual(
      [
        ...[
          "auto-submitted",
          "content-language",
          "content-type",
          "date",
          "from",
          "list-id",
          "list-unsubscribe",
        ],
        ...["list-unsubscribe-post", "message-id", "mime-version", "precedence", "subject", "to"],
      ].sort(),
    );
    expect(rawMail().slice(0, rawMail().indexOf("\r\n\r\n"))).not.toMatch(/[^\t\r\n\x20-\x7e]/);
    const mail = await simpleParser(sink.raw(0)!);
    expect(mail.bcc).toBeUndefined();
  });

  it.each([
    "a@example.com\r\nRCPT TO:<b@example.com>",
    "a@example.com, b@example.com",
    "a@example.com>",
    "<a@example.com> NOTIFY=SUCCESS",
    '"a b"@example.com',
    "a@b@example.com",
    "a@example.com\u0000",
    "a@[127.0.0.1]",
    "",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(300)}`,
  ])("is no recipient: %j", async (to) => {
    expect(await send({ to })).toMatchObject({
      kind: "permanent",
      effect: "refused",
      receipt: { code: "bad_address" },
    });
    expect(sink.history()).toEqual([]);
  });

  it("reads no file and no address", async () => {
    const html = '<img src="file:///etc/passwd"><img src="data:text/plain;base64,aGk=">';
    await send({ text: "/etc/passwd", html });
    const mail = await simpleParser(sink.raw(0)!, { skipImageLinks: true });
    expect(mail.attachments).toEqual([]);
    expect(mail.html).toContain('src="file:///etc/passwd"');
  });
});

describe("a mail server's answer", () => {
  const answers = (at: "rcpt" | "data", code: number, text: string) =>
    sink.program([{ at, does: { code, text } }]);

  it.each([
    "550 5.1.1 The email account that you tried to reach does not exist",
    "550 5.1.2 Bad destination system",
    "550 5.1.10 Recipient address has null MX",
    "550 5.2.1 The account is disabled",
    "550 No such user here",
    "551 User not local",
    "553 Mailbox name not allowed",
    "556 Domain does not accept mail",
  ])("that there is no such recipient: %s", async (reply) => {
    answers("rcpt", Number(reply.slice(0, 3)), reply.slice(4));
    expect(await send()).toMatchObject({
      kind: "permanent",
      effect: "gone",
      receipt: { code: reply.slice(0, 3) },
    });
  });

  it.each<["rcpt" | "data", string]>([
    ["rcpt", "550 5.7.1 Relaying denied"],
    ["rcpt", "550 Blocked by our policy"],
    ["rcpt", "550 5.1.8 Bad sender's system address"],
    ["rcpt", "554 5.7.1 Service unavailable; client host blocked using a list"],
    ["rcpt", "552 5.2.2 Mailbox full"],
    ["data", "550 5.7.26 Unauthenticated mail from example.com is not accepted due to DMARC policy"],
    ["data", "554 5.6.0 Content rejected"],
    ["data", "552 5.3.4 Message too big"],
    ["data", "550 Message refused"],
  ])("that it wants this mail not, at %s: %s", async (at, reply) => {
    answers(at, Number(reply.slice(0, 3)), reply.slice(4));
    const outcome = await send();
    expect(outcome).toMatchObject({
      kind: "permanent",
      effect: "refused",
      receipt: { code: reply.slice(0, 3) },
    });
    expect(outcome.receipt.text).toContain(reply.slice(4, 30));
  });

  it.each<["rcpt" | "data", string]>([
    ["rcpt", "450 4.2.1 Greylisted, try again later"],
    ["rcpt", "452 4.2.2 Mailbox full"],
    ["data", "451 4.3.0 Try later"],
  ])("that it may be better later, at %s: %s", async (at, reply) => {
    answers(at, Number(reply.slice(0, 3)), reply.slice(4));
    expect(await send()).toMatchObject({
      kind: "retry",
      fault: "destination",
      receipt: { code: reply.slice(0, 3) },
    });
  });

  it.each<["rcpt" | "data", string]>([
    ["rcpt", "421 4.3.2 Shutting down"],
    ["data", "454 4.7.0 Throttling failure: Maximum sending rate exceeded"],
  ])("that it has no time for anybody, at %s: %s", async (at, reply) => {
    answers(at, Number(reply.slice(0, 3)), reply.slice(4));
    expect(await send()).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: reply.slice(0, 3) },
    });
  });

  it("that it does not take our sender concerns every mail", async () => {
    const server = await startSmtpServer({
      hideSTARTTLS: true,
      onMailFrom: (_address, _session, done) =>
        done(Object.assign(new Error("5.7.1 Sender not allowed"), { responseCode: 550 })),
    });
    const outcome = await send({}, settings(`smtp://127.0.0.1:${server.port}`));
    expect(outcome).toMatchObject({ kind: "retry", fault: "channel", receipt: { code: "550" } });
    expect(outcome.receipt.text).toContain("MAIL_FROM");
    await server.close();
  });

  it("does not end the others: a refused recipient leaves its connection open", async () => {
    sink.program([{ at: "rcpt", to: "^bad", does: { code: 550, text: "5.1.1 No such user" } }]);
    const sender = createEmailSender(settings(sink.url, { connections: 1 }));
    const to = ["a@example.com", "bad@example.com", "b@example.com"];
    const outcomes = await Promise.all(
      to.map((one) => sender.send(message({ to: one }), { timeoutMs: 5_000 })),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(["sent", "permanent", "sent"]);
    expect(sink.counts().connections).toBe(1);
    await sender.close();
  });
});

describe("a mail server that is away", () => {
  it("is a fault of the channel: refused, hanging, hanging up, lost in the middle", async () => {
    expect(await send({}, settings("smtp://127.0.0.1:9"))).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: "ECONNREFUSED" },
    });
    sink.program([{ at: "greeting", does: "hang" }]);
    const startedAt = Date.now();
    expect(await send({}, settings(), 300)).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: "timeout" },
    });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    sink.program([{ at: "data", does: "lose" }]);
    expect(await send()).toMatchObject({ kind: "retry", fault: "channel" });
    sink.program([{ at: "data", does: "hang" }]);
    expect(await send({}, settings(), 300)).toMatchObject({ kind: "retry", receipt: { code: "timeout" } });
  });

  it("is used again as soon as it is back", async () => {
    const sender = createEmailSender(settings());
    expect(await sender.send(message(), { timeoutMs: 5_000 })).toMatchObject({ kind: "sent" });
    await sink.shut();
    expect(await sender.send(message(), { timeoutMs: 5_000 })).toMatchObject({
      kind: "retry",
      fault: "channel",
    });
    await sink.open();
    expect(await sender.send(message(), { timeoutMs: 5_000 })).toMatchObject({ kind: "sent" });
    await sender.close();
  });

  it("may be another service: what it says at its door is not repeated", async () => {
    sink.program([{ at: "greeting", does: { code: 554, text: "SSH-2.0-internal-secret" } }]);
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: "retry", fault: "channel" });
    expect(JSON.stringify(outcome)).not.toContain("secret");
  });

  it("costs nobody a try when we stop", async () => {
    sink.program([{ at: "data", does: "hang" }]);
    const sender = createEmailSender(settings());
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 200);
    expect(await sender.send(message(), { timeoutMs: 5_000, signal: stopping.signal })).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: "stopped" },
    });
    await sender.close();
  });
});

describe("TLS and signing in", () => {
  const authority = createAuthority();
  const foreign = issue(authority, ["elsewhere.example"]);

  it("smtp:// uses TLS when it is offered, whatever the certificate", async () => {
    const server = await startSmtpServer({ ...foreign });
    expect(await send({}, settings(`smtp://127.0.0.1:${server.port}`))).toMatchObject({ kind: "sent" });
    expect(server.taken[0]!.isSecure).toBe(true);
    await server.close();
  });

  it("smtp:// goes without where it is not offered", async () => {
    const server = await startSmtpServer({ hideSTARTTLS: true });
    expect(await send({}, settings(`smtp://127.0.0.1:${server.port}`))).toMatchObject({ kind: "sent" });
    expect(server.taken[0]!.isSecure).toBe(false);
    await server.close();
  });

  it("smtp:// with requireTLS sends nothing without a certificate that verifies", async () => {
    for (const options of [{ hideSTARTTLS: true }, { ...foreign }]) {
      const server = await startSmtpServer(options);
      const by = settings(`smtp://127.0.0.1:${server.port}?requireTLS=true`);
      expect(await send({}, by)).toMatchObject({ kind: "retry", fault: "channel" });
      expect(server.taken).toEqual([]);
      await server.close();
    }
  });

  it("smtps:// sends nothing without a certificate that verifies", async () => {
    const server = await startSmtpServer({ secure: true, ...foreign });
    const outcome = await send({}, settings(`smtps://127.0.0.1:${server.port}`));
    expect(outcome).toMatchObject({ kind: "retry", fault: "channel" });
    expect(server.taken).toEqual([]);
    await server.close();
  });

  it("signs in with the name and password of the URL, decoded", async () => {
    const server = await startSmtpServer({
      hideSTARTTLS: true,
      authOptional: false,
      allowInsecureAuth: true,
    });
    expect(await send({}, settings(`smtp://me%40example.com:right@127.0.0.1:${server.port}`))).toMatchObject({
      kind: "sent",
    });
    expect(server.taken[0]!.user).toBe("me@example.com");
    const outcome = await send({}, settings(`smtp://me:wrong-secret@127.0.0.1:${server.port}`));
    expect(outcome).toMatchObject({ kind: "retry", fault: "channel", receipt: { code: "auth_failed" } });
    expect(JSON.stringify(outcome)).not.toContain("wrong-secret");
    await server.close();
  });
});

/** RFC 6376, as little of it as relaxed/relaxed needs. */
const signatureOf = (raw: string) => headLines(raw).find((line) => /^dkim-signature:/i.test(line))!;
const tagsOf = (raw: string): Record<string, string> => {
  const tags = signatureOf(raw).slice("DKIM-Signature:".length).replace(/\s+/g, "").split(";");
  return Object.fromEntries(tags.map((tag) => tag.split(/=(.*)/s)));
};
const relaxed = (line: string): string => {
  const [, name = "", value = ""] = /^([^:]+):([\s\S]*)$/.exec(line) ?? [];
  return `${name.toLowerCase()}:${value
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim()}`;
};
function verifies(raw: string, publicKey: KeyObject): boolean {
  const tags = tagsOf(raw);
  const body = raw
    .slice(raw.indexOf("\r\n\r\n") + 4)
    .replace(/[ \t]+/g, " ")
    .replace(/ \r\n/g, "\r\n");
  const whole = `${body.replace(/(\r\n)*$/, "")}\r\n`;
  if (createHash("sha256").update(whole, "latin1").digest("base64") !== tags.bh) return false;
  const lines = headLines(raw);
  const told = tags
    .h!.split(":")
    .flatMap((name) => lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)));
  const signature = relaxed(signatureOf(raw)).replace(/b=[^;]*$/, "b=");
  const signed = [...told.map(relaxed), signature].join("\r\n");
  return verify("sha256", Buffer.from(signed, "latin1"), publicKey, Buffer.from(tags.b!, "base64"));
}

describe("DKIM", () => {
  it("vouches for both List headers among the others", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const dkim = { domain: "example.com", selector: "status", privateKey: key };
    await send({}, settings(sink.url, { dkim }));
    const tags = tagsOf(rawMail());
    expect(tags).toMatchObject({
      v: "1",
      a: "rsa-sha256",
      c: "relaxed/relaxed",
      d: "example.com",
      s: "status",
    });
    const signed = tags.h!.toLowerCase().split(":");
    for (const name of [
      "from",
      "to",
      "subject",
      "message-id",
      "date",
      "list-unsubscribe",
      "list-unsubscribe-post",
    ])
      expect(signed).toContain(name);
    expect(verifies(rawMail(), publicKey)).toBe(true);
    expect(verifies(rawMail().replace("unsubscribe/abc", "unsubscribe/xyz"), publicKey)).toBe(false);
    expect(verifies(rawMail().replace("One-Click", "Two-Click"), publicKey)).toBe(false);
    expect(verifies(`${rawMail()}more\r\n`, publicKey)).toBe(false);
  });
});

describe("the pool", () => {
  it("opens no more connections than it may, and uses them again", async () => {
    const sender = createEmailSender(settings());
    const mails = Array.from({ length: 100 }, (_, at) => message({ to: `reader${at}@example.net` }));
    const outcomes = await Promise.all(mails.map((mail) => sender.send(mail, { timeoutMs: 10_000 })));
    expect(outcomes.every(({ kind }) => kind === "sent")).toBe(true);
    expect(sink.counts().peak).toBeLessThanOrEqual(MAIL_CONNECTIONS);
    expect(new Set(sink.history().map(({ to }) => to[0])).size).toBe(100);
    await sender.close();
  });
});
