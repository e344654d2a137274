import { describe, expect, it } from "vitest";
import type { PulledSource } from "../source.ts";
import {
  BACKLOG_MS,
  dueAfterFault,
  dueAfterReading,
  FIRST_READ_MS,
  MAX_WINDOWS_A_READ,
  OVERLAP_MS,
  spanToRead,
  windowMsOf,
} from "./schedule.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const T = Date.parse("2026-11-24T10:00:00Z");
const slow: PulledSource = { kind: "prometheus", url: "http://p:9090", total: "t", bad: "b" };
const quick: PulledSource = { ...slow, windowSeconds: 10 };
const probes: PulledSource = { kind: "probes", monitors: ["a"], measures: "success" };

describe("windowMsOf", () => {
  it("is five minutes where nothing else is said", () => {
    expect([slow, quick, probes].map(windowMsOf)).toEqual([5 * MINUTE, 10_000, 5 * MINUTE]);
  });
});

describe("spanToRead", () => {
  it("reads the last hour of what was never read, in whole windows that have had time to fill", () => {
    const until = T;
    expect(spanToRead(null, slow, T + 30_000)).toEqual({
      from: T - FIRST_READ_MS,
      until,
      windowMs: 5 * MINUTE,
    });
    // 29.999 s after its end a window is not taken yet.
    expect(spanToRead(null, slow, T + 29_999)?.until).toBe(T - 5 * MINUTE);
    expect(spanToRead(T - MINUTE, quick, T + 5_000)?.until).toBe(T);
    expect(spanToRead(T - MINUTE, quick, T + 4_999)?.until).toBe(T - 10_000);
  });

  it("has nothing to read before another window is complete", () => {
    expect(spanToRead(T, slow, T + 5 * MINUTE + 29_999)).toBeNull();
    expect(spanToRead(T, slow, T + 5 * MINUTE + 30_000)?.until).toBe(T + 5 * MINUTE);
  });

  it("reads a quarter of an hour again: what came late counts", () => {
    expect(spanToRead(T, slow, T + 6 * MINUTE)).toMatchObject({
      from: T - OVERLAP_MS,
      until: T + 5 * MINUTE,
    });
  });

  it("catches up in parts, the oldest first", () => {
    const first = spanToRead(T - 2 * DAY, slow, T + MINUTE)!;
    expect(first.from).toBe(T - 2 * DAY - OVERLAP_MS);
    expect(first.until).toBe(first.from + MAX_WINDOWS_A_READ * 5 * MINUTE);
    let [until, reads] = [first.until, 1];
    for (let next = spanToRead(until, slow, T + MINUTE); next; next = spanToRead(until, slow, T + MINUTE)) {
      expect(next.until).toBeGreaterThan(until);
      until = next.until;
      reads += 1;
    }
    expect([until, reads]).toEqual([T, 3]);
  });

  it("leaves unread what lies longer ago, but for our own probes", () => {
    expect(spanToRead(T - 30 * DAY, slow, T + MINUTE)?.from).toBe(T - BACKLOG_MS);
    expect(spanToRead(T - 30 * DAY, probes, T + MINUTE)?.from).toBe(T - 30 * DAY - OVERLAP_MS);
  });

  it("begins and ends windows on whole windows, whatever was read before", () => {
    for (const readUntil of [null, T - 1, T - 7_777, T - 3 * MINUTE - 1])
      for (const source of [slow, quick, probes]) {
        const span = spanToRead(readUntil, source, T + 12 * MINUTE)!;
        expect([span.from % span.windowMs, span.until % span.windowMs]).toEqual([0, 0]);
        expect(span.from).toBeLessThan(span.until);
      }
  });
});

describe("dueAfterReading", () => {
  it("is the moment in which the next window can be read", () => {
    expect(dueAfterReading(T, slow, T + MINUTE)).toBe(T + 5 * MINUTE + 30_000);
    expect(dueAfterReading(T, quick, T + MINUTE)).toBe(T + MINUTE);
    expect(dueAfterReading(T, quick, T)).toBe(T + 15_000);
  });
});

describe("dueAfterFault", () => {
  it("asks again soon at first and every five minutes at last", () => {
    expect(dueAfterFault(T, T) - T).toBe(30_000);
    expect(dueAfterFault(T - 4 * MINUTE, T) - T).toBe(2 * MINUTE);
    expect(dueAfterFault(T - DAY, T) - T).toBe(5 * MINUTE);
  });
});
