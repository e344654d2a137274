import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { nextLocal, quietRelease, readZones } from "./quiet.ts";

withDatabase();

type Case = { now: number; zone: string; from: number; until: number };

const RELEASE = quietRelease({ now: "c.now", zone: "c.zone", from: "c.quiet_from", until: "c.quiet_until" });

/** What PostgreSQL says, in ms; null: it is not quiet. */
async function released(cases: readonly Case[]): Promise<(number | null)[]> {
  const { rows } = await pool().query<{ at: Date | null }>(
    `select ${RELEASE} as at from unnest($1::timestamptz[], $2::text[], $3::int[], $4::int[])
       with ordinality as c(now, zone, quiet_from, quiet_until, place) order by place`,
    [
      cases.map(({ now }) => new Date(now).toISOString()),
      cases.map(({ zone }) => zone),
      cases.map(({ from }) => from),
      cases.map(({ until }) => until),
    ],
  );
  return rows.map(({ at }) => at?.getTime() ?? null);
}

/** The same by the calendar of Temporal. */
function expected({ now, zone, from, until }: Case): number | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDateTime();
  const minute = local.hour * 60 + local.minute;
  const spans = from > until;
  const isQuiet = spans ? minute >= from || minute < until : minute >= from && minute < until;
  if (!isQuiet) return null;
  const day = local.toPlainDate().add({ days: minute < until ? 0 : 1 });
  const end = day.toPlainDateTime(
    Temporal.PlainTime.from({ hour: Math.floor(until / 60), minute: until % 60 }),
  );
  return end.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
}

const ZONES = [
  "Asia/Seoul",
  "UTC",
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "America/Sao_Paulo",
];
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
const minute = fc.integer({ min: 0, max: 1439 });
/** Anywhere in three years, and often around the hours in which clocks of New York and Berlin change. */
const instant = fc.oneof(
  fc.integer({ min: at("2025-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") }),
  ...["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"].map(
    (change) => fc.integer({ min: at(change) - 24 * HOUR, max: at(change) + 24 * HOUR }),
  ),
);
const someCase: fc.Arbitrary<Case> = fc.record({
  now: instant,
  zone: fc.constantFrom(...ZONES),
  from: minute,
  until: minute,
});

describe("the end of quiet hours", () => {
  it.each([
    ["at night, before midnight", "2026-11-24T14:00:00Z", 1320, 420, "2026-11-24T22:00:00Z"],
    ["at night, after midnight", "2026-11-24T16:00:00Z", 1320, 420, "2026-11-24T22:00:00Z"],
    ["in the evening", "2026-11-24T12:59:59Z", 1320, 420, null],
    ["in the minute it begins", "2026-11-24T13:00:00Z", 1320, 420, "2026-11-24T22:00:00Z"],
    ["in the minute it ends", "2026-11-24T22:00:00Z", 1320, 420, null],
    ["at noon, quiet by day", "2026-11-24T03:30:00Z", 720, 780, "2026-11-24T04:00:00Z"],
    ["always, when it begins as it ends", "2026-11-24T03:30:00Z", 720, 720, null],
  ])("comes as it should %s", async (_, now, from, until, end) => {
    const [found] = await released([{ now: at(now), zone: "Asia/Seoul", from, until }]);
    expect(found && new Date(found).toISOString()).toBe(end && new Date(end).toISOString());
  });

  it("is what the calendar says, in every zone, also when clocks change", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someCase, { minLength: 200, maxLength: 400 }), async (cases) => {
        expect(await released(cases)).toEqual(cases.map(expected));
      }),
      { numRuns: 15 },
    );
  });

  it("always lies ahead, by a day and the hour of a change at most", async () => {
    const cases = fc.sample(someCase, 2_000);
    for (const [index, end] of (await released(cases)).entries()) {
      if (end === null) continue;
      expect(end).toBeGreaterThan(cases[index]!.now);
      expect(end - cases[index]!.now).toBeLessThanOrEqual(26 * HOUR);
    }
  });
});

describe("the next time that a clock shows a minute", () => {
  const NEXT = nextLocal({ now: "c.now", zone: "c.zone", minute: "c.minute" });
  const next = async (cases: readonly Case[]): Promise<number[]> => {
    const { rows } = await pool().query<{ at: Date }>(
      `select ${NEXT} as at from unnest($1::timestamptz[], $2::text[], $3::int[]) with ordinality as c(now, zone, minute, place)
       order by place`,
      [
        cases.map(({ now }) => new Date(now).toISOString()),
        cases.map(({ zone }) => zone),
        cases.map(({ until }) => until),
      ],
    );
    return rows.map(({ at: found }) => found.getTime());
  };
  const byCalendar = ({ now, zone, until }: Case): number => {
    const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDateTime();
    const isToday = local.hour * 60 + local.minute < until;
    const day = local.toPlainDate().add({ days: isToday ? 0 : 1 });
    const time = Temporal.PlainTime.from({ hour: Math.floor(until / 60), minute: until % 60 });
    return day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
  };

  it("is what the calendar says, and always ahead", async () => {
    const cases = fc.sample(someCase, 3_000);
    const found = await next(cases);
    expect(found).toEqual(cases.map(byCalendar));
    for (const [index, end] of found.entries()) expect(end).toBeGreaterThan(cases[index]!.now);
  });
});

describe("readZones", () => {
  it("knows the zones that people choose from, and asks once", async () => {
    const zones = await readZones(pool());
    for (const zone of ZONES) expect(zones).toContain(zone);
    expect(await readZones(pool())).toBe(zones);
  });
});
