import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { ask } from "#lib/testing/public-server.ts";
import type { QueueHealth } from "#lib/usecases/deliveries/queue.ts";
import { MAX_HEARTBEAT_AGE_MS } from "#lib/usecases/workers/health.ts";
import { Readiness } from "./readiness.ts";

let clock = 1_000_000;
let queue: QueueHealth = { oldestDueAgeMs: null, isHeld: false, isHealthy: true };
const readinessOf = (readAge: () => Promise<{ heartbeatAgeMs: number | null }>) =>
  new Readiness({
    readHealth: async () => {
      const { heartbeatAgeMs } = await readAge();
      const isHealthy = heartbeatAgeMs !== null && heartbeatAgeMs <= MAX_HEARTBEAT_AGE_MS;
      return { heartbeatAgeMs, isHealthy };
    },
    readQueue: async () => queue,
    now: () => clock,
  });
const later = (ms: number) => {
  clock += ms;
};

it("is ready while the database answers and a worker lives", async () => {
  const { isReady, body } = await readinessOf(async () => ({ heartbeatAgeMs: 4_200 })).report();
  expect(isReady).toBe(true);
  expect(body).toMatchObject({
    ready: true,
    database: { ok: true, unreachable_seconds: 0 },
    worker: { ok: true, heartbeat_age_seconds: 4 },
  });
});

it.each([
  ["no worker ever ran", null, null],
  ["the worker's last sign of life is older than 30 s", 30_500, 31],
])("is not ready when %s", async (_, heartbeatAgeMs, seconds) => {
  const { isReady, body } = await readinessOf(async () => ({ heartbeatAgeMs })).report();
  expect([isReady, body.worker]).toEqual([false, { ok: false, heartbeat_age_seconds: seconds }]);
});

it("is not ready while messages that are due stand still, and tells whether they are held", async () => {
  const readiness = readinessOf(async () => ({ heartbeatAgeMs: 0 }));
  expect((await readiness.report()).body.deliveries).toEqual({
    ok: true,
    oldest_due_seconds: null,
    held: false,
  });
  queue = { oldestDueAgeMs: 61_000, isHeld: true, isHealthy: false };
  later(1_000);
  const { isReady, body } = await readiness.report();
  expect(isReady).toBe(false);
  expect(body).toMatchObject({
    ready: false,
    worker: { ok: true },
    deliveries: { ok: false, oldest_due_seconds: 61, held: true },
  });
  queue = { oldestDueAgeMs: 200, isHeld: false, isHealthy: true };
  later(1_000);
  expect((await readiness.report()).isReady).toBe(true);
});

it("waits 5 s before it calls the database away, and recovers at once", async () => {
  let isAway = false;
  const readiness = readinessOf(async () => {
    if (isAway) throw new Error("connect ECONNREFUSED");
    return { heartbeatAgeMs: 0 };
  });
  await readiness.report();
  isAway = true;
  later(4_000);
  expect((await readiness.report()).isReady).toBe(true);
  later(2_000);
  expect((await readiness.report()).body).toMatchObject({
    ready: false,
    database: { ok: false, unreachable_seconds: 6 },
  });
  isAway = false;
  later(1_000);
  expect((await readiness.report()).isReady).toBe(true);
});

it("asks the database once a second at most, and waits 2 s for it", async () => {
  let asked = 0;
  const readiness = readinessOf(() => {
    asked++;
    return new Promise(() => {});
  });
  const startedAt = performance.now();
  const reports = await Promise.all(Array.from({ length: 100 }, () => readiness.report()));
  expect(performance.now() - startedAt).toBeLessThan(3_500);
  expect([asked, new Set(reports).size]).toEqual([1, 1]);
});

it("answers with 200 or 503 and JSON that nobody keeps", async () => {
  let heartbeatAgeMs = 0;
  const readiness = readinessOf(async () => ({ heartbeatAgeMs }));
  const server = createServer((_request, response) => void readiness.answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ready = await ask(origin, "/readyz");
  heartbeatAgeMs = 60_000;
  later(2_000);
  const unready = await ask(origin, "/readyz");
  expect([ready.status, unready.status]).toEqual([200, 503]);
  expect(unready.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  expect(JSON.parse(unready.text)).toMatchObject({ ready: false, database: { ok: true } });
  expect((await ask(origin, "/readyz", { method: "HEAD" })).body).toHaveLength(0);
  server.close();
});
