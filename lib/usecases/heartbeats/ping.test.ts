import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { secretHash } from "#lib/data/status/monitors.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitored } from "#lib/testing/engine.ts";
import { recordPing } from "./ping.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");

const heartbeat = (secret: string, kind = "heartbeat") =>
  makeMonitored({ kind, secretHash: secretHash(secret) });
const lastPing = async (monitorId: string) => {
  const { rows } = await pool().query("select last_ping_at from monitors where id = $1", [monitorId]);
  return rows[0].last_ping_at?.getTime() ?? null;
};

describe("recordPing", () => {
  it("notes when the job called", async () => {
    const { monitorId } = await heartbeat("first");
    expect(await lastPing(monitorId)).toBeNull();
    await recordPing("first", T);
    expect(await lastPing(monitorId)).toBe(T);
  });

  it("keeps the newest call when two arrive in the wrong order", async () => {
    const { monitorId } = await heartbeat("second");
    await recordPing("second", T + 1_000);
    await recordPing("second", T);
    expect(await lastPing(monitorId)).toBe(T + 1_000);
  });

  it.each(["", "unknown", "x".repeat(201)])("finds no heartbeat for %j", async (secret) => {
    await expect(recordPing(secret, T)).rejects.toThrow("heartbeat not found");
  });

  it("finds none that is archived, or of another kind", async () => {
    const { monitorId } = await heartbeat("third");
    await pool().query("update monitors set archived_at = now() where id = $1", [monitorId]);
    await expect(recordPing("third", T)).rejects.toThrow("heartbeat not found");
    await heartbeat("fourth", "http");
    await expect(recordPing("fourth", T)).rejects.toThrow("heartbeat not found");
  });
});
