import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { faultsOfOrder, mailSteps } from "#lib/testing/delivery/order.ts";
import { allTold, deliveryStates, PATIENCE_MS } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { FAST, startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type HttpSink, startHttpSink } from "#lib/testing/network/http-sink.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { until, type WorkerProcess } from "#lib/testing/worker-process.ts";

const COUNT = 300;
/** Half of them get the first update before the sinks go away. */
const BEFORE_AWAY = 60;
const AWAY_MS = 6_000;
const WORDS = ["We look into it.", "A cause is found.", "It is over."];
const STATUSES = ["investigating", "identified", "resolved"];

describe("an incident published, updated and resolved while the other side is away", () => {
  const database = withDatabase();
  let mails: SmtpSink;
  let hooks: HttpSink;
  let worker: WorkerProcess;
  let pageId = "";

  beforeAll(async () => {
    mails = await startSmtpSink({ keeps: 10 * COUNT });
    hooks = await startHttpSink();
    const world = await tellingWorld();
    pageId = world.pageId;
    await makeSubscribers({ pageId, count: COUNT });
    await makeSubscribers({ pageId, count: COUNT, prefix: "w", channel: "webhook", origin: hooks.origin });
    mails.program([{ at: "data", delayMs: 20 }]);
    hooks.program([{ delayMs: 20 }]);
    worker = startDeliveryWorker({
      databaseUrl: database.url(),
      smtpUrl: mails.url,
      allow: [`127.0.0.1:${hooks.port}`],
      delivery: FAST,
    });
    await sleep(1_500);
    const { id } = await world.publish({ status: STATUSES[0], body: WORDS[0] });
    await until(
      async () => mails.counts().mails >= BEFORE_AWAY && hooks.counts().posts >= BEFORE_AWAY,
      PATIENCE_MS,
    );
    await Promise.all([mails.shut(), hooks.shut()]);
    await sleep(500);
    await world.post(id, { status: STATUSES[1], body: WORDS[1] });
    await sleep(500);
    await world.resolve(id);
    await sleep(AWAY_MS);
    await Promise.all([mails.open(), hooks.open()]);
    await allTold(pageId, PATIENCE_MS, 3);
  }, PATIENCE_MS);
  afterAll(async () => {
    await worker?.kill("SIGKILL");
    await mails?.stop();
    await hooks?.stop();
  });

  it("nobody gets an older state by mail after a newer one, everybody gets resolved", () => {
    expect(faultsOfOrder(mailSteps(mails, WORDS), WORDS.length - 1)).toEqual({
      recipients: COUNT,
      backwards: [],
      withoutEnd: [],
    });
  });

  it("nor by webhook", () => {
    const told = hooks.history().map(({ path, body }) => ({
      to: path,
      step: STATUSES.indexOf(JSON.parse(body!).incident.status),
    }));
    expect(faultsOfOrder(told, WORDS.length - 1)).toEqual({
      recipients: COUNT,
      backwards: [],
      withoutEnd: [],
    });
  });

  it("what a newer one overtook is collapsed, none has failed or expired", async () => {
    const { sent = 0, collapsed = 0, ...others } = await deliveryStates(pageId);
    expect(others).toEqual({});
    expect(sent + collapsed).toBe(3 * 2 * COUNT);
    expect(collapsed).toBeGreaterThan(COUNT);
  });
});
