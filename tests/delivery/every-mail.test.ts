import { type AddressObject, type ParsedMail, simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { allTold, PATIENCE_MS } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { PUBLIC_URL, startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type MailSeen, type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import type { WorkerProcess } from "#lib/testing/worker-process.ts";
import { readSignedLink } from "#lib/usecases/subscribers/links.ts";

const MAX_LINE_BYTES = 998;
const LANGUAGES = ["en", "ko"];
const EACH = 3;
/** Titles as a hand in the database could leave them: from an injection of headers to one that fills a line. */
const TITLES = [
  "Down\r\nBcc: victim@example.net",
  "Down\nX-Injected: yes\r\n\r\n<b>Body</b>",
  'Down <b>"quoted"</b> =?utf-8?q?encoded?= \u202e 한국어 🇰🇷',
  "장애 ".repeat(60).trim(),
];
const AUTHORS_LINK = "https://elsewhere.example.org/x";
const BODY = `We look into it. <script>alert(1)</script> ${AUTHORS_LINK}\n.\n..\n${"x".repeat(3_000)} 한국어`;
/** Whatever else turns up came from a title. */
const HEADERS = new Set(
  `from to subject date message-id mime-version content-type content-transfer-encoding content-language reply-to
   list-id list-unsubscribe list-unsubscribe-post precedence auto-submitted x-auto-response-suppress`.split(
    /\s+/,
  ),
);

type Mail = { seen: MailSeen; raw: string; parsed: ParsedMail; headers: [string, string][] };

/** Headers as they were sent, unfolded. */
const headersOf = (raw: string): [string, string][] =>
  raw
    .split("\r\n\r\n", 1)[0]!
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => [
      line.slice(0, line.indexOf(":")).toLowerCase(),
      line.slice(line.indexOf(":") + 1).trim(),
    ]);

const headerOf = (mail: Mail, name: string) => mail.headers.find(([header]) => header === name)?.[1];

const urlsOf = ({ parsed }: Mail): string[] => [
  ...[...String(parsed.html).matchAll(/(?:href|src|background|action)\s*=\s*"([^"]*)"/gi)].map(
    ([, url]) => url!,
  ),
  ...[...String(parsed.html).matchAll(/url\(([^)]*)\)/gi)].map(([, url]) => url!),
  ...[...(parsed.text ?? "").matchAll(/\bhttps?:\/\/[^\s<>)\]]+/g)].map(([url]) => url),
];

describe("every mail", () => {
  const database = withDatabase();
  let sink: SmtpSink;
  let worker: WorkerProcess;
  const mails: Mail[] = [];

  beforeAll(async () => {
    sink = await startSmtpSink({ keeps: 1_000 });
    const world = await tellingWorld();
    for (const language of LANGUAGES)
      await makeSubscribers({ pageId: world.pageId, count: EACH, language, prefix: language });
    worker = startDeliveryWorker({ databaseUrl: database.url(), smtpUrl: sink.url });
    for (const [i, title] of TITLES.entries()) {
      const { id } = await world.publish({ name: "Slow", draft: true, body: BODY });
      await pool().query("update incidents set name = $2 where id = $1", [id, title]);
      await world.show(id);
      await allTold(world.pageId, PATIENCE_MS, i + 1);
    }
    for (const [index, seen] of sink.history().entries()) {
      const bytes = sink.raw(index)!;
      const raw = bytes.toString("latin1");
      mails.push({ seen, raw, parsed: await simpleParser(bytes), headers: headersOf(raw) });
    }
  }, PATIENCE_MS);
  afterAll(async () => {
    await worker?.kill("SIGKILL");
    await sink?.stop();
  });

  it("goes to one recipient, whom its envelope and its To name alone", () => {
    expect(mails.length).toBe(TITLES.length * LANGUAGES.length * EACH);
    for (const { seen, parsed } of mails) {
      expect(seen.to).toHaveLength(1);
      expect((parsed.to as AddressObject).value.map(({ address }) => address)).toEqual(seen.to);
      expect([parsed.cc, parsed.bcc]).toEqual([undefined, undefined]);
      expect(seen.from).toBe("status@example.com");
    }
  });

  it("has only headers of ours, each once, whatever a title holds", () => {
    for (const { headers, parsed } of mails) {
      const names = headers.map(([name]) => name);
      expect(names.filter((name) => !HEADERS.has(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      expect(parsed.subject).not.toMatch(/[\r\n\0]/);
    }
    expect(mails.some(({ parsed }) => parsed.subject?.includes("한국어 🇰🇷"))).toBe(true);
  });

  it("has both List headers of RFC 8058, with a link that unsubscribes its recipient", () => {
    for (const mail of mails) {
      expect(headerOf(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
      const [, url = ""] = /^<([^>]+)>/.exec(headerOf(mail, "list-unsubscribe") ?? "") ?? [];
      expect(url.startsWith(`${PUBLIC_URL}/unsubscribe/`)).toBe(true);
      const link = readSignedLink(TEST_SECRET_KEY, "unsubscribe", url.split("/").at(-1)!, Date.now());
      expect(`${link?.subscriberId}@example.com`).toBe(mail.seen.to[0]);
    }
  });

  it("has a text and an HTML part that say the same", () => {
    for (const { parsed, headers } of mails) {
      expect(headers.find(([name]) => name === "content-type")?.[1]).toMatch(/^multipart\/alternative/);
      for (const part of [parsed.text, String(parsed.html)]) expect(part).toContain("We look into it.");
      expect(String(parsed.html)).not.toMatch(/<script|<img|<iframe|javascript:/i);
    }
  });

  it("has no line over 998 bytes and no bare CR or LF", () => {
    for (const { raw } of mails) {
      expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(MAX_LINE_BYTES);
      expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    }
  });

  it("links to PUBLIC_URL only, besides what the author wrote", () => {
    for (const mail of mails) {
      const links = urlsOf(mail);
      expect(links.length).toBeGreaterThan(2);
      const foreign = links.filter(
        (url) => !url.startsWith(`${PUBLIC_URL}/`) && !url.startsWith(AUTHORS_LINK),
      );
      expect(foreign.filter((url) => url !== PUBLIC_URL)).toEqual([]);
    }
  });
});
