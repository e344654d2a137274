import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { pool } from "#lib/data/db.ts";
import { layCable } from "#lib/testing/data/cable.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  makeComponent,
  makeMonitor,
  makeMonitored,
  makePage,
  samplesOf,
  storedTimeline,
} from "#lib/testing/engine.ts";
import {
  spawnWorker,
  startTarget,
  type Target,
  until,
  type WorkerProcess,
} from "#lib/testing/worker-process.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { readSnapshot } from "#lib/usecases/snapshot/read.ts";
import { workerHealth } from "#lib/usecases/workers/health.ts";

const database = withDatabase();
let target: Target;
const running: WorkerProcess[] = [];

beforeAll(async () => {
  target = await startTarget();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.kill("SIGKILL")));
  // Nothing of one test is probed in the next.
  await pool().query("update monitors set archived_at = now()");
});
afterAll(() => target.close());

function work(databaseUrl = database.url()): WorkerProcess {
  const worker = spawnWorker(databaseUrl, { EGRESS_ALLOW: `127.0.0.1:${target.port}` });
  running.push(worker);
  return worker;
}

/** A page with one component probed at `path` of the target. */
async function probed(path: string, options: { intervalSeconds: number; timeoutMs?: number }) {
  const pageId = await makePage();
  const componentId = await makeComponent(pageId);
  const monitorId = await makeMonitor(pageId, componentId, {
    kind: "http",
    config: { url: `http://127.0.0.1:${target.port}${path}` },
    timeoutMs: 1_000,
    ...options,
  });
  return { pageId, componentId, monitorId };
}

const stateOf = async (pageId: string) => (await readSnapshot(pageId))?.components[0]?.state;
const sampleCount = async (monitorId: string) =>
  (await pool().query("select count(*)::int as n from uptime_samples where monitor_id = $1", [monitorId]))
    .rows[0].n;

// Real processes on a shared machine: starting one takes a second or several.
vi.setConfig({ testTimeout: 60_000 });

describe("the worker process", () => {
  it("shows a first real sample in a published snapshot within seconds", async () => {
    const { pageId } = await probed("/first", { intervalSeconds: 30 });
    work();
    const startedAt = Date.now();
    await until(async () => (await stateOf(pageId)) === "operational");
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(await workerHealth(Date.now())).toMatchObject({ isHealthy: true });
  });

  it("shows an outage, and its end, within confirmations × interval + timeout + 2 s", async () => {
    const { pageId } = await probed("/falls", { intervalSeconds: 2, timeoutMs: 1_000 });
    work();
    await until(async () => (await stateOf(pageId)) === "operational");
    target.answers.set("/falls", "hang");
    const fellAt = Date.now();
    await until(async () => (await stateOf(pageId)) === "major_outage");
    expect(Date.now() - fellAt).toBeLessThan(2 * 2_000 + 1_000 + 2_000);
    target.answers.set("/falls", 200);
    const roseAt = Date.now();
    await until(async () => (await stateOf(pageId)) === "operational");
    expect(Date.now() - roseAt).toBeLessThan(2 * 2_000 + 1_000 + 2_000);
  });

  it("probes every slot once, however many workers run", async () => {
    const { monitorId } = await probed("/shared", { intervalSeconds: 1 });
    const workers = [work(), work(), work()];
    await until(async () => (await sampleCount(monitorId)) >= 6);
    // Drained, so that every probe that was begun is stored; a slot is stored once, so a second probe would be one too many.
    for (const worker of workers) await worker.kill("SIGTERM");
    const seen = target.seen.filter(({ path }) => path === "/shared");
    expect(seen).toHaveLength(await sampleCount(monitorId));
  });

  it("loses no request when it is killed in the middle: another one does the work", async () => {
    const { scope, monitorId, componentId } = await makeMonitored();
    const start = Date.now() - 3_600_000 - (Date.now() % 30_000);
    for (let round = 0; round < 6; round++) {
      const worker = work();
      await until(async () => worker.log.some((line) => line.includes("worker runs")));
      const letters = "uuddu".repeat(4);
      await recordSamples(scope, samplesOf(monitorId, start + round * 20 * 30_000, letters));
      await sleep(round * 15);
      await worker.kill("SIGKILL");
    }
    work();
    await until(async () => {
      const { rows } = await pool().query(
        "select count(*)::int as n from judge_requests where from_at is not null",
      );
      return rows[0].n === 0;
    });
    const states = await storedTimeline("monitor_states", monitorId, start);
    expect(states.filter((state) => state.startsWith("major_outage"))).toHaveLength(24);
    await until(
      async () => (await storedTimeline("component_baselines", componentId, start)).length === states.length,
    );
  });

  it("drains on SIGTERM: the probe in flight is stored, and the process ends", async () => {
    const { monitorId } = await probed("/drained", { intervalSeconds: 3_600, timeoutMs: 2_000 });
    target.answers.set("/drained", "hang");
    const worker = work();
    await until(async () => target.seen.some(({ path }) => path === "/drained"));
    expect(await worker.kill("SIGTERM")).toBeLessThan(10_000);
    expect(worker.child.exitCode).toBe(0);
    expect(await sampleCount(monitorId)).toBe(1);
  });

  it("outlives the database: says so once, and shows what is up as soon as it is back", async () => {
    const { pageId, monitorId } = await probed("/outlives", { intervalSeconds: 1 });
    const cable = await layCable(database.url());
    const worker = work(cable.url);
    await until(async () => (await stateOf(pageId)) === "operational");
    cable.refuse();
    await sleep(7_000);
    cable.mend();
    const before = await sampleCount(monitorId);
    await until(async () => (await sampleCount(monitorId)) >= before + 2);
    await until(async () => (await stateOf(pageId)) === "operational");
    expect(worker.child.exitCode).toBeNull();
    const said = worker.log.filter((line) => /database/i.test(line)).map((line) => JSON.parse(line).msg);
    expect(said).toEqual([
      "The database is away: trying again until it answers",
      "The database answers again",
    ]);
    cable.close();
  });

  it("says in one sentence that it needs a database", async () => {
    const worker = spawnWorker("");
    running.push(worker);
    await until(async () => worker.child.exitCode !== null);
    expect(worker.child.exitCode).toBe(1);
    expect(worker.log.join("\n")).toMatch(/^DATABASE_URL is missing/);
  });
});
