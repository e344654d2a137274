import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { PATIENCE_MS } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type HttpSink, type PostSeen, startHttpSink } from "#lib/testing/network/http-sink.ts";
import { until, type WorkerProcess } from "#lib/testing/worker-process.ts";

const COUNT = 320;
/** More than the connections to one host that everything else of ours would hold. */
const HANGING = 120;
const MAX_P99_MS = 5_000;
const SECRET = `whsec_${randomBytes(32).toString("base64")}`;
const RETRY_AFTER_S = 4;
/** What the last ones of the list do. */
const [BUSY, GONE, MOVED] = [COUNT - 2, COUNT - 1, COUNT].map((n) => `/${subscriberId("s", n)}`) as [
  string,
  string,
  string,
];

const p99 = (values: number[]) => values.sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1]!;

describe(`${COUNT} webhooks, ${HANGING} of which hang`, () => {
  const database = withDatabase();
  let sink: HttpSink;
  let worker: WorkerProcess;
  let publishedAt = 0;
  let world: Awaited<ReturnType<typeof tellingWorld>>;
  const hangs = Array.from({ length: HANGING }, (_, i) => `/${subscriberId("s", (i + 1) * 2)}`);
  const others = Array.from({ length: COUNT }, (_, i) => `/${subscriberId("s", i + 1)}`).filter(
    (path) => !hangs.includes(path),
  );
  const postsTo = (path: string): PostSeen[] => sink.history().filter((post) => post.path === path);

  beforeAll(async () => {
    sink = await startHttpSink();
    sink.program([
      { path: `^(${hangs.join("|")})$`, does: "hang" },
      { path: BUSY, does: { status: 429, headers: { "retry-after": String(RETRY_AFTER_S) } }, times: 1 },
      { path: GONE, does: { status: 410 } },
      { path: MOVED, does: { status: 302, headers: { location: `${sink.origin}/stolen` } } },
    ]);
    world = await tellingWorld();
    await makeSubscribers({
      pageId: world.pageId,
      count: COUNT,
      channel: "webhook",
      origin: sink.origin,
      secret: SECRET,
    });
    worker = startDeliveryWorker({ databaseUrl: database.url(), allow: [`127.0.0.1:${sink.port}`] });
    await until(async () => (await pool().query("select from worker_heartbeats")).rowCount);
    await world.publish();
    publishedAt = Date.now();
    await until(async () => others.every((path) => postsTo(path).length > 0), PATIENCE_MS);
  }, PATIENCE_MS);
  afterAll(async () => {
    await worker?.kill("SIGKILL");
    await sink?.stop();
  });

  it("reaches the others with p99 within 5 s", () => {
    const latencies = others.map((path) => postsTo(path)[0]!.at - publishedAt);
    expect(p99(latencies)).toBeLessThanOrEqual(MAX_P99_MS);
  });

  it("signs so that the standardwebhooks package verifies, each with an id of its own", () => {
    const webhook = new Webhook(SECRET);
    for (const path of others) {
      const { body, headers } = postsTo(path)[0]!;
      expect(webhook.verify(body!, headers)).toMatchObject({ incident: { name: "Slow answers" } });
      expect(() => webhook.verify(`${body} `, headers)).toThrow();
    }
    const ids = others.map((path) => postsTo(path)[0]!.id);
    expect(new Set(ids).size).toBe(others.length);
  });

  it("waits after a 429 as long as Retry-After says, to the second, and sends the same id again", async () => {
    await until(async () => postsTo(BUSY).length === 2, (RETRY_AFTER_S + 5) * 1_000);
    const [first, second] = postsTo(BUSY) as [PostSeen, PostSeen];
    expect(second.at - first.at).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1_000);
    expect(second.at - first.at).toBeLessThan((RETRY_AFTER_S + 1) * 1_000);
    expect(second.id).toBe(first.id);
    const [before, after] = [first, second].map(({ body }) => JSON.parse(body!));
    expect(after).toEqual({ ...before, meta: { ...before.meta, generated_at: expect.any(String) } });
  });

  it("does not follow a 302", () => {
    expect(postsTo(MOVED).length).toBeGreaterThan(0);
    expect(postsTo("/stolen")).toEqual([]);
  });

  it("stops after a 410: the endpoint is out of use and hears of nothing more", async () => {
    const { rows } = await pool().query("select state from subscribers where id = $1", [GONE.slice(1)]);
    expect(rows[0].state).not.toBe("active");
    const before = postsTo(others[0]!).length;
    await world.publish({ name: "Another" });
    await until(async () => postsTo(others[0]!).length > before);
    expect(postsTo(GONE)).toHaveLength(1);
  });
});
