import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SILENT } from "#lib/testing/public-server.ts";
import { nextVersion } from "#lib/testing/published.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { currentDatabaseState, currentSnapshot } from "#lib/usecases/snapshot/current.ts";
import type { World } from "./documents/generation.ts";
import { AWAY_AFTER_MS, ServedWorld, STILL_AFTER_MS } from "./served-world.ts";
import { SnapshotFiles } from "./snapshot-files.ts";

const CHECK_MS = 5;
let dir: string;
let files: SnapshotFiles;
let clock: number;
let served: World[];
let announced: number[];
const open: ServedWorld[] = [];
// The process's snapshot never goes back: every test goes on from where the last one ended.
let newest = calmSnapshot();
const next = (at = clock) => {
  newest = nextVersion(newest, at);
  return newest;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "served-world-"));
  files = new SnapshotFiles(dir);
  await files.prepare();
  clock = Date.parse(newest.asOf) + 1_000;
  served = [];
  announced = [];
});
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
  await rm(dir, { recursive: true });
});

function start() {
  const world = new ServedWorld({
    files,
    log: SILENT,
    advance: async (given) => void served.push(given),
    announce: (version) => announced.push(version),
    now: () => clock,
    checkMs: CHECK_MS,
  });
  open.push(world);
  return world;
}
const pass = async (ms: number) => {
  clock += ms;
  await sleep(CHECK_MS * 6);
};
const away = () => served.at(-1)?.isDatabaseAway;

it("serves what the last process left on disk, before the database was asked", async () => {
  const kept = next();
  await files.keep(kept);
  const restored = await start().restore();
  expect(restored).toEqual(kept);
  expect(currentSnapshot()).toEqual(kept);
  expect(served).toEqual([{ snapshot: kept, isDatabaseAway: false }]);
  expect(announced).toEqual([kept.version]);
});

it("starts without a file and without a snapshot", async () => {
  expect(await start().restore()).toBeNull();
  expect(served).toEqual([]);
});

it("serves, announces and keeps a new snapshot; an older one is ignored", async () => {
  const world = start();
  const [first, second] = [next(), next(clock + 10)];
  await world.onSnapshot(second);
  await world.onSnapshot(first);
  expect(served.map(({ snapshot }) => snapshot.version)).toEqual([second.version]);
  expect(announced).toEqual([second.version]);
  await world.close();
  expect((await files.newest())?.version).toBe(second.version);
});

it("takes a lower version that was published later: a backup was restored", async () => {
  const world = start();
  const before = next();
  await world.onSnapshot(before);
  clock += 1_000;
  const restored = { ...before, version: 3, asOf: new Date(clock).toISOString() };
  await world.onSnapshot(restored);
  expect(served.at(-1)?.snapshot.version).toBe(3);
  newest = { ...before, asOf: restored.asOf };
});

it("tells readers after 10 s without the database, and no more once it is back", async () => {
  const world = start();
  await world.onSnapshot(next());
  world.onDatabaseState(true);
  await pass(AWAY_AFTER_MS * 2);
  expect(away()).toBe(false);
  world.onDatabaseState(false);
  await pass(AWAY_AFTER_MS - 1_000);
  expect(away()).toBe(false);
  await pass(1_000);
  expect(away()).toBe(true);
  expect(currentDatabaseState()).toEqual({ databaseAway: true });
  const times = served.length;
  await pass(60_000);
  expect(served).toHaveLength(times);
  world.onDatabaseState(true);
  await world.onSnapshot(next());
  await pass(0);
  expect(away()).toBe(false);
  expect(currentDatabaseState()).toEqual({ databaseAway: false });
});

it("tells readers when it starts without a database", async () => {
  await files.keep(next());
  await start().restore();
  expect(away()).toBe(false);
  await pass(AWAY_AFTER_MS);
  expect(away()).toBe(true);
});

it("tells readers when nobody publishes any more, although the database answers", async () => {
  const world = start();
  world.onDatabaseState(true);
  await world.onSnapshot(next());
  await pass(STILL_AFTER_MS);
  expect(away()).toBe(false);
  await pass(1_000);
  expect(away()).toBe(true);
  await world.onSnapshot(next());
  expect(away()).toBe(false);
});

it("writes the newest of many snapshots that arrive while one is written", async () => {
  const world = start();
  for (let at = 0; at < 20; at++) void world.onSnapshot(next(clock + at + 1));
  await sleep(20);
  await world.close();
  expect(await files.newest()).toEqual(newest);
});
