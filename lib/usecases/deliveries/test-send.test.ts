import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeSenders } from "#lib/channels/index.ts";
import { prisma } from "#lib/data/db.ts";
import type { NewTestSend } from "#lib/domain/delivery/test-send.ts";
import { destinationFault } from "#lib/domain/subscribers/destination.ts";
import { readEnv } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { startHttpSink } from "#lib/testing/network/http-sink.ts";
import { startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { subscriberContext } from "#lib/testing/subscribers/context.ts";
import { stopDestination } from "#lib/usecases/subscribers/stop.ts";
import { createDeliverer } from "#lib/worker/delivery/deliverer.ts";
import { sendersOf } from "#lib/worker/delivery/senders-of.ts";
import { deliveryOf } from "#lib/worker/delivery/wiring.ts";
import { readTest, sendTest } from "./test-send.ts";

withDatabase();

const smtp = await startSmtpSink({ keeps: 50 });
const http = await startHttpSink();
const env = readEnv({
  SECRET_KEY: TEST_SECRET_KEY,
  PUBLIC_URL: "https://status.example.com",
  SMTP_URL: smtp.url,
  MAIL_FROM: "status@example.com",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "12345678",
  TWILIO_FROM: "+15005550006",
  TWILIO_BASE_URL: http.origin,
  EGRESS_ALLOW: `127.0.0.1:${http.port}`,
} as unknown as NodeJS.ProcessEnv);
const senders = sendersOf(env);
const deliverer = createDeliverer({
  ...deliveryOf(env, senders),
  told: { worked: () => {}, failed: () => {} },
  log: createLogger("test", "silent"),
  workerId: "tester",
});

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
  await prisma().instanceEpoch.deleteMany();
});
beforeEach(() => {
  http.forget();
  http.program([]);
  smtp.forget();
});
afterAll(async () => {
  await deliverer.drain(1_000);
  await closeSenders(senders);
  await Promise.all([smtp.stop(), http.stop()]);
});

const egress = createEgress({ allow: env.EGRESS_ALLOW, dnsServers: [] });
const context = () =>
  subscriberContext({ checkDestination: (destination) => checkDestination(destination, egress) });
const scope = () => operatorScope("subscribers:write", pageId);
const ask = (asked: NewTestSend, given = context()) => sendTest(scope(), asked, given);

/** Follows a test as a screen does, while a worker is at it. */
async function ended(id: string) {
  for (let looks = 0; looks < 100; looks++) {
    await deliverer.tick();
    const test = await readTest(scope(), id);
    if (test.state !== "pending" || test.attempts > 0) return test;
    await sleep(50);
  }
  throw new Error("The test did not end");
}
const run = async (asked: NewTestSend) => await ended((await ask(asked)).id);
const rowOf = (id: string) => prisma().delivery.findUniqueOrThrow({ where: { id: BigInt(id) } });

describe("a test message", () => {
  it("waits for a worker, which sends it, by mail to any address", async () => {
    const asked = await ask({ channel: "email", destination: "Somebody@Example.net", language: "en" });
    expect(asked).toMatchObject({
      channel: "email",
      state: "pending",
      attempts: 0,
      receipt: null,
      finishedAt: null,
    });
    expect(await ended(asked.id)).toMatchObject({ state: "sent", attempts: 1, receipt: { code: "250" } });
    expect(smtp.history().map(({ to }) => to)).toEqual([["somebody@example.net"]]);
    expect(smtp.raw(0)!.toString()).toContain("Content-Language: en");
  });

  it("reaches a phone and a webhook", async () => {
    http.program([{ path: "Messages", does: { status: 201, body: '{"sid":"SM7"}' } }]);
    expect(await run({ channel: "sms", destination: "010-1234-5678" })).toMatchObject({
      state: "sent",
      receipt: { code: "201" },
    });
    expect(await run({ channel: "webhook", destination: `${http.origin}/hook` })).toMatchObject({
      state: "sent",
    });
    expect(http.history().map(({ path }) => path.split("/").at(-1))).toEqual(["Messages.json", "hook"]);
    const form = new URLSearchParams(http.history()[0]!.body!);
    expect(form.get("To")).toBe("+821012345678");
    expect(form.get("StatusCallback")).toMatch(
      /^https:\/\/status\.example\.com\/callbacks\/twilio\/status\?delivery=\d+$/,
    );
  });

  it("tells what the other side answered", async () => {
    http.program([{ does: { status: 410, body: "gone for good" } }]);
    expect(await run({ channel: "webhook", destination: `${http.origin}/hook` })).toMatchObject({
      state: "failed",
      receipt: { code: "410", text: "gone for good" },
    });
    http.program([{ does: { status: 500, body: "oops" } }]);
    expect(await run({ channel: "webhook", destination: `${http.origin}/hook` })).toMatchObject({
      state: "pending",
      attempts: 1,
      receipt: { code: "500", text: "oops" },
    });
    expect(await prisma().suppression.count({ where: { pageId } })).toBe(0);
  });

  it("leaves no address behind, and an audit record without one", async () => {
    const { id } = await run({ channel: "email", destination: "private@example.net" });
    const row = await rowOf(id);
    expect(row).toMatchObject({ sealed: null, recipientKind: "address", recipientId: pageId });
    const { audits, events } = await written(pageId);
    const audit = audits.find(({ objectId }) => objectId === id);
    expect(audit).toMatchObject({ action: "delivery.test", after: { channel: "email" } });
    expect(JSON.stringify([audit?.after, events, row.details, row.receipt])).not.toContain("private@");
  });

  it("goes to a subscriber as it is", async () => {
    const destination = "reader@example.net";
    const consent = { consentSource: "admin", timeZone: "Asia/Seoul", language: "ko" };
    const place = { id: "aaaabbbbcccc", holderId: "aaaabbbbcccc", pageId, channel: "email", destination };
    await prisma().subscriber.create({ data: { ...place, ...consent, state: "active" } });
    const { id } = await run({ subscriber_id: "aaaabbbbcccc" });
    expect(smtp.history().map(({ to }) => to)).toEqual([[destination]]);
    expect(await rowOf(id)).toMatchObject({ recipientKind: "subscriber", recipientId: "aaaabbbbcccc" });
  });
});

describe("a test message is refused", () => {
  const rules = { countries: ["KR"] };

  it.each<[NewTestSend["channel"] & string, string]>([
    ["email", "somebody@localhost"],
    ["sms", "+14155552671"],
    ["slack", "https://127.0.0.1/services/x"],
    ["teams", "https://evil.example/x"],
    ["webhook", "http://127.0.0.1:9/"],
    ["webhook", "http://169.254.169.254/latest/meta-data/"],
  ])("to what cannot be reached over %s: %s", async (channel, destination) => {
    const faults = [{ path: "test_send.destination", message: destinationFault(channel, rules) }];
    await expect(ask({ channel, destination })).rejects.toMatchObject({ kind: "invalid", faults });
  });

  it("over a channel that is not configured", async () => {
    const given = context();
    const setups = { ...given.setups, email: { isConfigured: false, missing: ["SMTP_URL"] } };
    await expect(
      ask({ channel: "email", destination: "a@example.net" }, { ...given, setups }),
    ).rejects.toMatchObject({ kind: "invalid", faults: [{ path: "test_send.channel" }] });
  });

  it("to who asked not to be written to", async () => {
    await stopDestination(pageId, "email", "left@example.net", "unsubscribed", context());
    await expect(ask({ channel: "email", destination: "left@example.net" })).rejects.toMatchObject({
      kind: "invalid",
      faults: [{ path: "test_send.destination" }],
    });
  });

  it("to a subscriber of another page, and read from there", async () => {
    const other = operatorScope("subscribers:write", await newPage());
    await expect(sendTest(other, { subscriber_id: "aaaabbbbcccc" }, context())).rejects.toMatchObject({
      kind: "not_found",
    });
    const { id } = await ask({ channel: "email", destination: "b@example.net" });
    await expect(readTest(other, id)).rejects.toMatchObject({ kind: "not_found" });
    for (const odd of ["", "abc", "1 or 1=1", "9".repeat(30)])
      await expect(readTest(scope(), odd)).rejects.toMatchObject({ kind: "not_found" });
  });
});
