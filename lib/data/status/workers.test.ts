import { beforeEach, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { deleteIdempotencyKeys, readLastHeartbeat, writeHeartbeat } from "./workers.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.250Z");
beforeEach(() => pool().query("delete from worker_heartbeats"));

const beat = (workerId: string, at: number) =>
  writeHeartbeat(pool(), { workerId, startedAt: T, at: T + at, forgetAfterMs: 1_000 });
const workers = async () =>
  (await pool().query("select worker_id, started_at, beat_at from worker_heartbeats order by 1")).rows.map(
    (row) => `${row.worker_id} ${+row.started_at - T} ${+row.beat_at - T}`,
  );

it("tells the newest sign of life of any worker, and null before the first", async () => {
  expect(await readLastHeartbeat(pool())).toBeNull();
  await beat("b", 20);
  await beat("a", 10);
  expect(await readLastHeartbeat(pool())).toBe(T + 20);
});

it("keeps one row a worker with the start of its life", async () => {
  await beat("a", 0);
  await writeHeartbeat(pool(), { workerId: "a", startedAt: T + 5, at: T + 9, forgetAfterMs: 1_000 });
  expect(await workers()).toEqual(["a 0 9"]);
});

it("forgets workers that are gone, but not itself after a long pause", async () => {
  await beat("gone", 0);
  await beat("paused", 0);
  await beat("late", 500);
  await beat("paused", 1_500);
  expect(await workers()).toEqual(["late 0 500", "paused 0 1500"]);
});

it("lets several workers beat at once", async () => {
  await beat("old", -5_000);
  await Promise.all(["a", "b", "c", "d"].flatMap((id) => [beat(id, 1), beat(id, 2)]));
  expect((await workers()).map((line) => line[0])).toEqual(["a", "b", "c", "d"]);
});

it("removes remembered answers from before an instant, that one kept", async () => {
  for (const at of [-1, 0, 1])
    await pool().query(
      "insert into idempotency_keys (token_id, key, request_hash, created_at) values ('t', $1, 'h', $2)",
      [`k${at}`, new Date(T + at)],
    );
  expect(await deleteIdempotencyKeys(pool(), T)).toBe(1);
  expect((await pool().query("select key from idempotency_keys order by 1")).rows).toEqual([
    { key: "k0" },
    { key: "k1" },
  ]);
});
