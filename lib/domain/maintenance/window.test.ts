import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { overlapQuestion, overlaps, pastQuestion, requireConfirmed, windowFaults } from "./window.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.parse("2026-11-23T00:00:00Z");
const times = (from: number, until: number) => ({ scheduledFor: NOW + from, scheduledUntil: NOW + until });

describe("windowFaults", () => {
  it.each<[string, number, number, string[]]>([
    ["an hour tomorrow", DAY, DAY + 60 * MINUTE, []],
    ["the shortest", DAY, DAY + MINUTE, []],
    ["the longest", DAY, 31 * DAY, []],
    ["two years ahead", 731 * DAY, 732 * DAY, []],
    ["in the past (that is a question, no fault)", -DAY, -DAY + MINUTE, []],
    ["no length", DAY, DAY, ["incident.scheduled_until"]],
    ["an end before its start", DAY, 0, ["incident.scheduled_until"]],
    ["too long", DAY, 31 * DAY + 1, ["incident.scheduled_until"]],
    ["too far ahead", 731 * DAY + 1, 732 * DAY, ["incident.scheduled_for"]],
  ])("%s", (_title, from, until, paths) => {
    expect(windowFaults(times(from, until), NOW).map(({ path }) => path)).toEqual(paths);
  });
});

describe("overlaps", () => {
  const mine = { ...times(0, 10), componentIds: ["a", "b"] };
  it.each<[string, number, number, string[], boolean]>([
    ["the same component at the same time", 0, 10, ["b"], true],
    ["a minute of it", 9, 20, ["b"], true],
    ["around it", -5, 20, ["a"], true],
    ["right after it", 10, 20, ["a"], false],
    ["right before it", -5, 0, ["a"], false],
    ["other components", 0, 10, ["c"], false],
    ["a window of the whole page", 0, 10, [], false],
  ])("%s", (_title, from, until, componentIds, expected) => {
    const other = { ...times(from, until), componentIds };
    expect(overlaps(mine, other)).toBe(expected);
    expect(overlaps(other, mine)).toBe(expected);
  });

  it("is what two windows without components do that share time", () => {
    expect(overlaps({ ...times(0, 10), componentIds: [] }, { ...times(5, 15), componentIds: [] })).toBe(true);
  });
});

describe("requireConfirmed", () => {
  const neighbour = { id: "1", name: "Database", componentIds: [], ...times(DAY, DAY + 60 * MINUTE) };
  const questions = [...overlapQuestion([neighbour]), ...pastQuestion(times(-MINUTE, MINUTE), NOW)];

  it("asks all that is open at once, as a conflict that names it", () => {
    try {
      requireConfirmed(questions, ["cancel"]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({
        kind: "conflict",
        message: "Is this meant? Send it again with confirm: overlap, past",
        faults: [
          {
            path: "confirm.overlap",
            message: "overlaps with Database (2026-11-24 00:00 to 2026-11-24 01:00 UTC)",
          },
          { path: "confirm.past", message: "the window has begun already: it would start at once" },
        ],
      });
    }
  });

  it("asks nothing that is confirmed", () => {
    expect(() => requireConfirmed(questions, ["past", "overlap"])).not.toThrow();
    expect(() => requireConfirmed([], undefined)).not.toThrow();
    expect(() => requireConfirmed(questions, ["past"])).toThrow("confirm: overlap");
  });

  it("names three neighbours and counts the rest", () => {
    expect(overlapQuestion(Array(5).fill(neighbour))[0]?.message).toMatch(/UTC\) and 2 more$/);
    expect(overlapQuestion([])).toEqual([]);
  });

  it("asks about the past only", () => {
    expect(pastQuestion(times(0, MINUTE), NOW)).toEqual([]);
    expect(pastQuestion(times(-2, 0), NOW)[0]?.message).toContain("over already");
  });
});
