import { describe, expect, it } from "vitest";
import { badDaySnapshot, calmSnapshot } from "#lib/testing/snapshots.ts";
import type { Snapshot } from "../snapshot.ts";
import { excerpt } from "./excerpt.ts";
import {
  eventAt,
  findEvent,
  historyNeighbour,
  historyRange,
  holdsMonth,
  isMaintenance,
  isOver,
  monthEvents,
  newestFirst,
} from "./months.ts";

const bad = badDaySnapshot();
const archived = (archive: Partial<Snapshot["archive"]>): Snapshot => ({
  ...bad,
  archive: { ...bad.archive, ...archive },
});

describe("events of the history", () => {
  it("are found by their id, whatever their kind", () => {
    for (const event of [...bad.incidents, ...bad.maintenances]) expect(findEvent(bad, event.id)).toBe(event);
    expect(findEvent(bad, "nosuchincide")).toBeNull();
  });

  it("stand at their begin, windows at their planned start", () => {
    const [incident] = bad.incidents;
    const [window] = bad.maintenances;
    expect(eventAt(incident!)).toBe(Date.parse(incident!.startedAt));
    expect(eventAt({ ...window!, startedAt: "2026-01-01T00:00:00.000Z" })).toBe(
      Date.parse(window!.scheduledFor),
    );
    expect([isMaintenance(incident!), isMaintenance(window!)]).toEqual([false, true]);
  });

  it("are over when resolved or cancelled", () => {
    const [window] = bad.maintenances;
    expect(bad.incidents.map(isOver)).toEqual([false, false, true, true]);
    expect(isOver(window!)).toBe(false);
    expect(isOver({ ...window!, cancelledAt: "2026-11-23T00:00:00.000Z" })).toBe(true);
  });

  it("come newest first, and in the same order whatever order they arrive in", () => {
    const events = [...bad.incidents, ...bad.maintenances];
    const same = events.map((event) => ({ ...event, startedAt: "2026-11-01T00:00:00.000Z" }));
    expect(newestFirst(events)).toEqual(newestFirst(events.toReversed()));
    expect(newestFirst(same.filter((one) => !isMaintenance(one))).map(({ id }) => id)).toEqual(
      bad.incidents.map(({ id }) => id).toSorted(),
    );
  });
});

describe("months of the history", () => {
  it("reach from the page's first month, or an older event's, to the present one, or a planned window's", () => {
    expect(historyRange(bad)).toEqual({ first: "2026-03", last: "2026-11" });
    expect(historyRange(archived({ since: "2025-12-31T15:00:00.000Z" })).first).toBe("2026-01");
    const [window] = bad.maintenances;
    const later = { ...bad, maintenances: [{ ...window!, scheduledFor: "2027-01-31T15:00:00.000Z" }] };
    expect(historyRange(later).last).toBe("2027-02");
  });

  it("have neighbours within that range", () => {
    expect(historyNeighbour(bad, "2026-11", -1)).toBe("2026-10");
    expect(historyNeighbour(bad, "2026-11", 1)).toBeNull();
    expect(historyNeighbour(bad, "2026-03", -1)).toBeNull();
    expect(historyNeighbour(bad, "2026-10", 1)).toBe("2026-11");
  });

  it("are held by the snapshot from where its lists are complete", () => {
    expect(holdsMonth(bad, "2020-01")).toBe(true);
    const cut = archived({ heldFrom: "2026-10-31T15:00:00.000Z" });
    expect(holdsMonth(cut, "2026-11")).toBe(true);
    expect(holdsMonth(archived({ heldFrom: "2026-10-31T15:00:00.001Z" }), "2026-11")).toBe(false);
    expect(holdsMonth(cut, "2026-10")).toBe(false);
  });

  it("hold what began in them in the page's zone", () => {
    expect(monthEvents(calmSnapshot(), "2026-10").map(({ id }) => id)).toEqual(["i4exec2v7sr3"]);
    const [incident] = calmSnapshot().incidents;
    const atNight = {
      ...calmSnapshot(),
      incidents: [{ ...incident!, startedAt: "2026-10-31T15:00:00.000Z" }],
    };
    expect(monthEvents(atNight, "2026-11").map(({ id }) => id)).toContain(incident!.id);
    expect(monthEvents(atNight, "2026-10")).toEqual([]);
  });
});

describe("an excerpt", () => {
  it("is the whole text when it fits, as one line without markup", () => {
    expect(excerpt("# Cause\n\n- a **disk**\n- a [link](https://e.example)", 100)).toEqual({
      text: "Cause a disk a link (https://e.example)",
      isCut: false,
    });
    expect(excerpt("", 10)).toEqual({ text: "", isCut: false });
  });

  it("is cut between words, or within one that is too long", () => {
    expect(excerpt("one two three four", 15)).toEqual({ text: "one two three…", isCut: true });
    expect(excerpt("a".repeat(50), 10)).toEqual({ text: `${"a".repeat(10)}…`, isCut: true });
  });

  it("never cuts a character in half", () => {
    const { text } = excerpt("🛠".repeat(20), 9);
    expect(text).toBe(`${"🛠".repeat(4)}…`);
  });
});
