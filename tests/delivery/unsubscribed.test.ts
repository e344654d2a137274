import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { allTold, PATIENCE_MS } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { until, type WorkerProcess } from "#lib/testing/worker-process.ts";

const COUNT = 1_000;
const BEFORE = 100;

describe("who unsubscribes in the middle of a fan-out", () => {
  const database = withDatabase();
  let sink: SmtpSink;
  let worker: WorkerProcess;
  afterAll(async () => {
    await worker?.kill("SIGKILL");
    await sink?.stop();
  });
  let pageId = "";
  let leftAt = 0;
  const left = new Set<string>();

  beforeAll(async () => {
    sink = await startSmtpSink();
    const world = await tellingWorld();
    pageId = world.pageId;
    await makeSubscribers({ pageId, count: COUNT });
    sink.program([{ at: "data", delayMs: 30 }]);
    worker = startDeliveryWorker({ databaseUrl: database.url(), smtpUrl: sink.url });
    await world.publish();
    await until(async () => sink.counts().mails >= BEFORE, PATIENCE_MS);
    // Every second one of those who have not heard yet: some of them are next in line.
    const heard = new Set(sink.history().map(({ to }) => to[0]));
    for (let n = 1; n <= COUNT; n += 2) {
      const id = subscriberId("s", n);
      if (!heard.has(`${id}@example.com`)) left.add(id);
    }
    await pool().query(
      "update subscribers set state = 'unsubscribed', unsubscribed_at = now(), token_epoch = token_epoch + 1 where id = any($1)",
      [[...left]],
    );
    leftAt = Date.now();
    await allTold(pageId, PATIENCE_MS);
  }, PATIENCE_MS);

  it("gets at most what was in flight", () => {
    const late = sink.history().filter(({ at, to }) => at > leftAt && left.has(to[0]!.split("@")[0]!));
    expect(left.size).toBeGreaterThan(COUNT / 4);
    expect(late.length).toBeLessThanOrEqual(sink.counts().peak);
    expect(Math.max(leftAt, ...late.map(({ at }) => at)) - leftAt).toBeLessThan(1_000);
  });

  it("is told of in the log as cancelled, and everybody else got it once", async () => {
    const { rows } = await pool().query<{ state: string; reason: string | null; count: number }>(
      `select state, reason, count(*)::int as count from deliveries where page_id = $1 group by state, reason`,
      [pageId],
    );
    const cancelled = rows.find(({ state }) => state === "cancelled");
    expect(cancelled?.reason).toBe("unsubscribed");
    expect(sink.history().length + cancelled!.count).toBe(COUNT);
  });
});
