import { afterEach, describe, expect, it, vi } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { makeAlerted, NO_SNS, SECRET_KEY } from "#lib/testing/data/alerts.ts";
import { eventsOf, incidentsOf, responder } from "#lib/testing/data/automation.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitored, samplesOf } from "#lib/testing/engine.ts";
import { spawnWorker, until, type WorkerProcess } from "#lib/testing/worker-process.ts";
import { receiveAlerts } from "#lib/usecases/alerts/receive.ts";
import { publishIncident } from "#lib/usecases/incidents/publish.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { readSnapshot } from "#lib/usecases/snapshot/read.ts";

const database = withDatabase();
const running: WorkerProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.kill("SIGKILL")));
});

function work(): WorkerProcess {
  const worker = spawnWorker(database.url());
  running.push(worker);
  return worker;
}

// Real processes on a shared machine: starting one takes a second or several.
vi.setConfig({ testTimeout: 60_000 });

const SLOT_MS = 30_000;
const lastSlot = () => Math.floor(Date.now() / SLOT_MS) * SLOT_MS;

describe("the worker process", () => {
  it("makes a draft of an alert that keeps firing, shows it when it is published, and proposes the end", async () => {
    const world = await makeAlerted({ source: { damp_seconds: 2 }, now: Date.now() });
    const send = (status: string) =>
      receiveAlerts(
        world.source,
        {
          body: JSON.stringify({ status, title: "Errors", labels: { service: "service-0" } }),
          headers: new Map(),
        },
        { secretKey: SECRET_KEY, sns: NO_SNS, now: Date.now() },
      );
    work();
    work();
    const sentAt = Date.now();
    await send("firing");
    const draft = await until(async () => (await incidentsOf(world.pageId))[0]);
    expect(draft.createdAt - sentAt).toBeGreaterThanOrEqual(2_000);
    expect(draft).toMatchObject({ origin: "alert", publishedAt: null });
    await until(async () => await readSnapshot(world.pageId));
    expect(JSON.stringify(await readSnapshot(world.pageId))).not.toContain(draft.name);
    const publishedAt = Date.now();
    await publishIncident(responder(world.pageId), draft.id, {}, publishedAt);
    await until(async () => (await readSnapshot(world.pageId))?.incidents[0]?.id === draft.id);
    expect(Date.now() - publishedAt).toBeLessThan(5_000);
    await send("resolved");
    await until(async () => (await incidentsOf(world.pageId))[0]?.resolveProposedAt);
    expect(await incidentsOf(world.pageId)).toHaveLength(1);
    expect(await eventsOf(world.pageId)).toEqual([
      "alert_source.created",
      "incident.published",
      "incident.resolve_proposed",
    ]);
  });

  it("makes one draft of a monitor that goes down, and closes it when it is up again", async () => {
    const { pageId, componentId, monitorId, scope } = await makeMonitored();
    work();
    work();
    const at = lastSlot();
    await recordSamples(scope, samplesOf(monitorId, at - 4 * SLOT_MS, "uudd"));
    const draft = await until(async () => (await incidentsOf(pageId))[0]);
    expect(draft).toMatchObject({
      origin: "monitor",
      originId: monitorId,
      publishedAt: null,
      startedAt: at - 2 * SLOT_MS,
      components: [{ componentId, state: "major_outage" }],
    });
    // The next slots, as if the time had come.
    await pool().query(
      "update uptime_samples set slot_at = slot_at - interval '1 minute' where monitor_id = $1",
      [monitorId],
    );
    await recordSamples(scope, samplesOf(monitorId, at - 2 * SLOT_MS, "uu"));
    await until(async () => (await incidentsOf(pageId))[0]?.status === "resolved");
    expect(await incidentsOf(pageId)).toHaveLength(1);
    expect(await eventsOf(pageId)).toEqual([]);
    const { outcome } = await prisma().componentWatch.findUniqueOrThrow({ where: { componentId } });
    expect(outcome).toBe("recovered");
  });

  it("publishes at once where the monitor says so, and nothing of it is done twice after a kill", async () => {
    const { pageId, monitorId, scope } = await makeMonitored();
    await pool().query("update monitors set auto_incident = 'publish' where id = $1", [monitorId]);
    const at = lastSlot();
    await recordSamples(scope, samplesOf(monitorId, at - 4 * SLOT_MS, "uudd"));
    for (let round = 0; round < 4; round++) {
      const worker = work();
      await until(async () => worker.log.some((line) => line.includes("worker runs")));
      await new Promise((resolve) => setTimeout(resolve, 40 * round));
      await worker.kill("SIGKILL");
    }
    work();
    await until(async () => (await readSnapshot(pageId))?.incidents.length === 1);
    expect(await incidentsOf(pageId)).toHaveLength(1);
    expect(await eventsOf(pageId)).toEqual(["incident.opened"]);
  });
});
