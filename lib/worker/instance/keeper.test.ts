import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { readHold } from "#lib/data/instance/epoch.ts";
import { createLogger } from "#lib/log.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveriesOf, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { spawnWorker, until } from "#lib/testing/worker-process.ts";
import { createInstanceKeeper, readKept } from "./keeper.ts";

const database = withDatabase();
const root = reachableDir();
const log = createLogger("test", "silent");

beforeEach(() => pool().query("truncate instance_epochs, worker_heartbeats"));

describe("what DATA_DIR remembers of the database", () => {
  it("is written at the start and grows with it", async () => {
    const dataDir = join(root, "grows");
    const keeper = createInstanceKeeper({ dataDir, log });
    expect(keeper.isOpen()).toBe(false);
    await keeper.tick();
    expect(keeper.isOpen()).toBe(true);
    const first = readKept(dataDir)!;
    await keeper.tick();
    expect(readKept(dataDir)).toEqual({ epoch: first.epoch, ticks: first.ticks + 1 });
    await createInstanceKeeper({ dataDir, log }).tick();
    expect(readKept(dataDir)!.ticks).toBe(first.ticks + 2);
    expect(await readHold(pool())).toBeNull();
  });

  it("holds everything when the database went back in time", async () => {
    const dataDir = join(root, "back");
    await createInstanceKeeper({ dataDir, log }).tick();
    await pool().query("update instance_epochs set ticks = 0");
    await createInstanceKeeper({ dataDir, log }).tick();
    expect(await readHold(pool())).toMatchObject({ reason: "mismatch" });
    expect(readKept(dataDir)!.ticks).toBe(1);
  });

  it("is nothing when it cannot be read, and missing it stops nobody", async () => {
    const dataDir = join(root, "broken");
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "epoch.json"), "{");
    expect(readKept(dataDir)).toBeNull();
    rmSync(dataDir, { recursive: true });
    writeFileSync(dataDir, "a file");
    const keeper = createInstanceKeeper({ dataDir, log });
    await keeper.tick();
    await keeper.tick();
    expect(keeper.isOpen()).toBe(true);
    expect(readFileSync(dataDir, "utf8")).toBe("a file");
  });
});

describe("a worker on a restored backup", () => {
  it("tells nothing that was in it, start after start, and goes on once it is told to", async () => {
    const { pageId, open, api } = await incidentWorld();
    await subscribe(pageId);
    const dataDir = join(root, "restored");
    const keeper = createInstanceKeeper({ dataDir, log });
    for (let tick = 0; tick < 3; tick++) await keeper.tick();
    await pool().query("update instance_epochs set ticks = 1");
    await open({ body: "Slow.", components: { [api]: "major_outage" } });
    for (let start = 0; start < 2; start++) {
      const worker = spawnWorker(database.url(), { DATA_DIR: dataDir, LOG_LEVEL: "warn" });
      await until(async () => worker.log.some((line) => line.includes("restored backup")));
      await worker.kill("SIGTERM");
    }
    expect(await deliveriesOf(pageId)).toEqual([]);
    await pool().query("update instance_epochs set held_at = null");
    const worker = spawnWorker(database.url(), { DATA_DIR: dataDir });
    await until(async () => (await deliveriesOf(pageId)).length === 1);
    await worker.kill("SIGTERM");
  }, 60_000);
});
