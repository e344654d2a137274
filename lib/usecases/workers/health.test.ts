import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { beat, MAX_HEARTBEAT_AGE_MS, workerHealth } from "./health.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");

beforeEach(() => pool().query("truncate worker_heartbeats"));

describe("workerHealth", () => {
  it("is ill before any worker ran", async () => {
    expect(await workerHealth(T)).toEqual({ heartbeatAgeMs: null, isHealthy: false });
  });

  it("is well for 30 s after a sign of life, and ill from then on", async () => {
    await beat("a", T - 60_000, T);
    expect(await workerHealth(T + MAX_HEARTBEAT_AGE_MS)).toEqual({ heartbeatAgeMs: 30_000, isHealthy: true });
    expect(await workerHealth(T + MAX_HEARTBEAT_AGE_MS + 1)).toMatchObject({ isHealthy: false });
  });

  it("counts the youngest sign of life of all workers, and no age below zero", async () => {
    await beat("a", T, T);
    await beat("b", T, T + 10_000);
    expect((await workerHealth(T + 11_000)).heartbeatAgeMs).toBe(1_000);
    expect((await workerHealth(T)).heartbeatAgeMs).toBe(0);
  });

  it("keeps one row a worker and forgets those that are gone for a day", async () => {
    await beat("gone", T, T);
    await beat("a", T, T + 86_400_001);
    await beat("a", T, T + 86_405_000);
    const { rows } = await pool().query("select worker_id, beat_at from worker_heartbeats");
    expect(rows).toEqual([{ worker_id: "a", beat_at: new Date(T + 86_405_000) }]);
  });
});
