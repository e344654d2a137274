import { setTimeout as sleep } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import { afterEach, describe, expect, it } from "vitest";
import { startHttpSink } from "./http-sink.ts";
import { spawnHttpSink, spawnSmtpSink } from "./sink-process.ts";
import { startSmtpSink } from "./smtp-sink.ts";

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
const owned = <T extends { stop: () => Promise<void> }>(one: T): T => {
  stops.push(one.stop);
  return one;
};
const poolTo = (port: number, maxConnections = 3) => {
  const pool = createTransport({ host: "127.0.0.1", port, pool: true, maxConnections, ignoreTLS: true });
  stops.push(() => pool.close());
  return pool;
};
const mail = (n: number, text = "hello") => ({
  from: "status@example.com",
  to: `a${n}@example.com`,
  subject: `Mail ${n}`,
  messageId: `<m${n}@example.com>`,
  text,
});

describe("the SMTP sink", () => {
  it("remembers whole mails with their envelope, dots and long bodies unharmed", async () => {
    const sink = owned(await startSmtpSink({ keeps: 5 }));
    const pool = poolTo(sink.port);
    const long = `.a dot\n..two\n${"x".repeat(70)}\n`.repeat(4_000);
    await pool.sendMail(mail(1, long));
    await pool.sendMail(mail(2, "."));
    expect(sink.history().map(({ to, messageId, answered }) => [to, messageId, answered])).toEqual([
      [["a1@example.com"], "<m1@example.com>", "250 taken"],
      [["a2@example.com"], "<m2@example.com>", "250 taken"],
    ]);
    const parsed = await simpleParser(sink.raw(0)!);
    expect(parsed.text?.trimEnd()).toBe(long.trimEnd());
    expect(sink.raw(1)!.toString().split("\r\n\r\n")[1]).toBe(".\r\n");
  });

  it("refuses, hangs, is slow and loses its answer as its rules say", async () => {
    const sink = owned(await startSmtpSink());
    const pool = createTransport({ host: "127.0.0.1", port: sink.port, ignoreTLS: true, socketTimeout: 400 });
    sink.program([{ at: "rcpt", to: "^a1@", does: { code: 550, text: "no such user" } }]);
    await expect(pool.sendMail(mail(1))).rejects.toMatchObject({ responseCode: 550 });
    sink.program([{ at: "data", does: { code: 451, text: "later" }, times: 1 }]);
    await expect(pool.sendMail(mail(2))).rejects.toMatchObject({ responseCode: 451 });
    await pool.sendMail(mail(2));
    sink.program([{ at: "data", does: "lose" }]);
    await expect(pool.sendMail(mail(3))).rejects.toThrow();
    expect(sink.history().at(-1)).toMatchObject({ messageId: "<m3@example.com>", answered: "lose" });
    sink.program([{ at: "greeting", does: "hang" }]);
    await expect(pool.sendMail(mail(4))).rejects.toThrow();
    sink.program([{ at: "data", delayMs: 100 }]);
    const startedAt = performance.now();
    await pool.sendMail(mail(5));
    expect(performance.now() - startedAt).toBeGreaterThan(95);
    await sink.shut();
    await expect(pool.sendMail(mail(6))).rejects.toThrow("ECONNREFUSED");
    await sink.open();
    await pool.sendMail(mail(7));
    expect(sink.counts()).toMatchObject({ accepted: 3, mails: 5 });
  });

  it("runs as a process of its own, fast enough to be no bottleneck", async () => {
    const sink = owned(await spawnSmtpSink({ keeps: 1 }));
    const pool = poolTo(sink.port, 5);
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 500 }, (_, n) => pool.sendMail(mail(n))));
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(new Set((await sink.history()).map(({ to }) => to[0])).size).toBe(500);
    expect((await sink.raw(0))!.toString()).toContain("Subject: Mail");
    expect((await sink.counts()).peak).toBeLessThanOrEqual(5);
  });
});

describe("the HTTP sink", () => {
  it("remembers bodies and headers and answers as its rules say", async () => {
    const sink = owned(await startHttpSink());
    sink.program([
      { path: "^/gone", does: { status: 410 } },
      { path: "^/busy", does: { status: 429, headers: { "retry-after": "3" } }, times: 1 },
      { path: "^/cut", does: "reset" },
      { path: "^/hang", does: "hang" },
    ]);
    const post = (path: string) =>
      fetch(`${sink.origin}${path}`, {
        method: "POST",
        body: "{}",
        headers: { "webhook-id": `id${path}` },
        signal: AbortSignal.timeout(300),
      });
    expect((await post("/gone")).status).toBe(410);
    const busy = await post("/busy");
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await post("/busy")).status).toBe(200);
    await expect(post("/cut")).rejects.toThrow();
    await expect(post("/hang")).rejects.toThrow();
    expect(sink.history().map(({ path, id, body, answered }) => [path, id, body, answered])).toEqual([
      ["/gone", "id/gone", "{}", 410],
      ["/busy", "id/busy", "{}", 429],
      ["/busy", "id/busy", "{}", 200],
      ["/cut", "id/cut", "{}", "reset"],
      ["/hang", "id/hang", "{}", "hang"],
    ]);
  });

  it("runs as a process of its own and can be away for a while", async () => {
    const sink = owned(await spawnHttpSink());
    expect((await fetch(sink.origin)).status).toBe(200);
    await sink.shut();
    await expect(fetch(sink.origin)).rejects.toThrow();
    await sink.open();
    await sleep(10);
    expect((await fetch(sink.origin)).status).toBe(200);
    expect((await sink.history()).length).toBe(2);
  });
});
