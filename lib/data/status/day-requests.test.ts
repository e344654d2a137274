import { beforeEach, describe, expect, it } from "vitest";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { inTransaction } from "../sql.ts";
import { claimDayRequests, requestDays } from "./day-requests.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.001Z");
beforeEach(() => pool().query("delete from day_requests"));

const ask = (...asked: [string, number][]) =>
  requestDays(
    pool(),
    asked.map(([componentId, at]) => ({ componentId, fromAt: T + at })),
  );
const claim = async () =>
  (await inTransaction(claimDayRequests))
    .map(({ componentId, fromAt }) => `${componentId} ${fromAt - T}`)
    .sort();

describe("requests to count days", () => {
  it("keep the earliest instant of a component, within one call and over calls", async () => {
    await ask(["a", 30], ["b", 5], ["a", 20], ["a", 40]);
    await ask(["a", 25], ["b", 1]);
    await ask();
    expect(await claim()).toEqual(["a 20", "b 1"]);
    expect(await claim()).toEqual([]);
  });

  it("keep the earliest instant when several ask at once in any order", async () => {
    const asks = [60, 20, 50, 30, 40].map((at, i) =>
      i % 2 ? ask(["a", at], ["b", at], ["c", at]) : ask(["c", at], ["b", at], ["a", at]),
    );
    await Promise.all(asks);
    expect(await claim()).toEqual(["a 20", "b 20", "c 20"]);
  });

  it("go to one worker each, and nobody waits", async () => {
    await ask(["a", 1], ["b", 2]);
    const other = await beginOther();
    expect(await claimDayRequests(other.sql)).toHaveLength(2);
    await ask(["c", 3]);
    expect(await claim()).toEqual(["c 3"]);
    await other.commit();
    expect(await claim()).toEqual([]);
  });

  it("are shared out without a double among many workers", async () => {
    await ask(...Array.from({ length: 120 }, (_, i): [string, number] => [`c${i}`, i]));
    const shares = await Promise.all([1, 2, 3, 4].map(claim));
    expect(shares.every((share) => share.length <= 50)).toBe(true);
    const rest = await claim();
    const all = [...shares.flat(), ...rest];
    expect([all.length, new Set(all).size]).toEqual([120, 120]);
  });

  it("begin with what happened last when there are more than one transaction should count", async () => {
    await ask(...Array.from({ length: 51 }, (_, i): [string, number] => [`c${i}`, i]));
    expect(await claim()).not.toContain("c0 0");
    expect(await claim()).toEqual(["c0 0"]);
  });

  it("come back when the worker gives up or dies", async () => {
    await ask(["a", 7]);
    for (const end of ["rollback", "die"] as const) {
      const other = await beginOther();
      expect(await claimDayRequests(other.sql)).toEqual([{ componentId: "a", fromAt: T + 7 }]);
      await other[end]();
    }
    expect(await claim()).toEqual(["a 7"]);
  });

  it("are not lost when they are made while a worker counts: the new one stands after its commit", async () => {
    await ask(["a", 7]);
    const other = await beginOther();
    await claimDayRequests(other.sql);
    const waiting = ask(["a", 9]);
    await untilBlocked();
    await other.commit();
    await waiting;
    expect(await claim()).toEqual(["a 9"]);
  });
});
