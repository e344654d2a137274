import { describe, expect, it } from "vitest";
import type { Snapshot, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { hostileSnapshot } from "#lib/testing/fixtures/hostile.ts";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import { badDaySnapshot, emptySnapshot } from "#lib/testing/snapshots.ts";
import { calendarDocument } from "./calendar.ts";

const bad = badDaySnapshot();
const [planned] = bad.maintenances;
const ics = (snapshot: Snapshot, locale?: "en") =>
  String(calendarDocument(snapshot, placeAt(locale ? { locale } : {})).body);
const withOne = (change: Partial<SnapshotMaintenance>): Snapshot => ({
  ...bad,
  maintenances: [{ ...planned!, ...change }],
});

/** Content lines as RFC 5545 says: unfolded, name and value apart. */
const linesOf = (text: string) =>
  text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .slice(0, -1)
    .map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    });
const told = (text: string, name: string) => linesOf(text).find(([one]) => one === name)?.[1];

describe("the calendar of maintenance", () => {
  it("is as declared", async () => {
    expect(calendarDocument(bad, placeAt()).contentType).toBe("text/calendar; charset=utf-8");
    await expect(ics(bad)).toMatchFileSnapshot("./goldens/maintenance.ics");
    await expect(ics(bad, "en")).toMatchFileSnapshot("./goldens/en.maintenance.ics");
  });

  it("of a page without maintenance is a whole, empty calendar", () => {
    expect(linesOf(ics(emptySnapshot())).map(([name]) => name)).toEqual(
      expect.arrayContaining(["BEGIN", "VERSION", "PRODID", "END"]),
    );
    expect(ics(emptySnapshot())).not.toContain("VEVENT");
  });

  it("tells instants in UTC, whatever the page's zone", () => {
    const text = ics(
      withOne({ scheduledFor: "2026-11-28T17:00:00.000Z", scheduledUntil: "2026-11-28T18:30:00.000Z" }),
    );
    expect(told(text, "DTSTART")).toBe("20261128T170000Z");
    expect(told(text, "DTEND")).toBe("20261128T183000Z");
  });

  it("keeps the UID of a changed window and raises its SEQUENCE", () => {
    const before = ics(withOne({}));
    const after = ics(
      withOne({ updatedAt: "2026-11-23T05:40:00.000Z", scheduledFor: "2026-11-29T17:00:00.000Z" }),
    );
    expect(told(after, "UID")).toBe(told(before, "UID"));
    expect(Number(told(after, "SEQUENCE"))).toBeGreaterThan(Number(told(before, "SEQUENCE")));
    const soon = withOne({ createdAt: "2026-11-23T05:40:00.100Z", updatedAt: "2026-11-23T05:40:00.900Z" });
    expect(told(ics(soon), "SEQUENCE")).toBe("1");
    expect(told(after, "LAST-MODIFIED")).toBe("20261123T054000Z");
    expect(told(after, "DTSTAMP")).toBe("20261123T054000Z");
  });

  it("says of a cancelled window that it is, under the same UID", () => {
    const cancelled = ics(withOne({ cancelledAt: "2026-11-23T05:40:00.000Z" }));
    expect(told(cancelled, "STATUS")).toBe("CANCELLED");
    expect(told(cancelled, "UID")).toBe(told(ics(withOne({})), "UID"));
    expect(told(ics(withOne({})), "STATUS")).toBe("CONFIRMED");
  });

  it("is the same at any time: nothing in it depends on a clock", () => {
    expect(ics(bad)).toBe(ics(structuredClone(bad)));
  });

  it("folds lines at 75 octets between characters", () => {
    const text = ics(withOne({ name: "데이터베이스 점검 🛠 ".repeat(20), translations: {} }));
    for (const line of text.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).toBe(line.toWellFormed());
    }
    expect(told(text, "SUMMARY")).toBe("데이터베이스 점검 🛠 ".repeat(20));
  });

  it("escapes what would end a value", () => {
    const text = ics(withOne({ name: "a;b,c\\d\ne\r\nATTENDEE:x", translations: {} }));
    expect(told(text, "SUMMARY")).toBe("a\\;b\\,c\\\\d\\ne\\nATTENDEE:x");
  });

  it.each([0, 7, 31, 101])("has only its own properties, whatever people write (turn %d)", (turn) => {
    const names = new Set(linesOf(ics(hostileSnapshot(turn), "en")).map(([name]) => name));
    const own =
      "BEGIN VERSION PRODID CALSCALE METHOD X-WR-CALNAME X-WR-TIMEZONE REFRESH-INTERVAL;VALUE=DURATION X-PUBLISHED-TTL UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION URL STATUS TRANSP END";
    expect([...names].filter((name) => !own.split(" ").includes(name))).toEqual([]);
  });
});
