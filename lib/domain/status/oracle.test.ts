import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { states, timelines } from "#lib/testing/properties/timelines.ts";
import { dayBounds } from "./calendar.ts";
import { type Claim, effectiveTimeline } from "./effective.ts";
import type { Span } from "./span.ts";
import { DEFAULT_POLICY, millisecondsByState, type StateMs, uptimePercent } from "./uptime.ts";

withDatabase();

const CASES = 10_000;
const BATCH = 1_000;
const SEED = 20_261_123;
const HOUR = 3_600_000;

/** Days on which the clocks change, in zones that change by an hour, by half an hour, and once did. */
const DAYS = [
  ["Asia/Seoul", "1987-05-10"],
  ["Asia/Seoul", "1987-10-11"],
  ["Asia/Seoul", "1988-05-08"],
  ["Asia/Seoul", "1988-10-09"],
  ["Asia/Seoul", "2026-11-23"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
] as const;

type Case = { zone: string; date: string; now: number; baseline: Span[]; claims: Claim[] };
type Day = { startedAt: number; ms: StateMs; percent: string | null };

/** Three days around the change; spans of minutes to a day, claims over them, and a now that may cut everything. */
const cases: fc.Arbitrary<Case> = fc.constantFrom(...DAYS).chain(([zone, date]) => {
  const { startedAt } = dayBounds(date, zone);
  const instant = fc.integer({ min: startedAt - 26 * HOUR, max: startedAt + 52 * HOUR });
  const claim = fc
    .record({
      source: fc.constantFrom("override" as const, "incident" as const, "maintenance" as const),
      state: states,
      startedAt: instant,
      length: fc.option(fc.integer({ min: 1, max: 30 * HOUR })),
    })
    .map(({ length, ...rest }): Claim => ({ ...rest, endedAt: length && rest.startedAt + length }));
  return fc.record({
    zone: fc.constant<string>(zone),
    date: fc.constant<string>(date),
    now: fc.integer({ min: startedAt - HOUR, max: startedAt + 52 * HOUR }),
    baseline: timelines({ from: startedAt - 26 * HOUR, stepMs: 12 * HOUR, spans: 12 }),
    claims: fc.array(claim, { maxLength: 4, size: "max" }),
  });
});

function ours({ zone, date, now, baseline, claims }: Case): Day {
  const { startedAt, endedAt } = dayBounds(date, zone);
  const until = Math.max(startedAt, Math.min(endedAt, now));
  const ms = millisecondsByState(effectiveTimeline(baseline, claims, startedAt, until), startedAt, until);
  return { startedAt, ms, percent: uptimePercent(ms, DEFAULT_POLICY) };
}

/**
 * The same by set arithmetic on multiranges, with PostgreSQL's own calendar and decimal numbers: nothing is shared
 * with the code under test but the question.
 */
const LENGTH = `
create function milliseconds(ranges tstzmultirange) returns numeric language sql immutable as
$$ select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) * 1000 from unnest(ranges) as r $$`;
const ORACLE = `
with cases as (
  select i, tstzrange(d::timestamp at time zone zone, (d + 1)::timestamp at time zone zone)
            * tstzrange(null, timestamptz 'epoch' + now_ms * interval '1 millisecond') as day,
         d::timestamp at time zone zone as day_start
  from jsonb_to_recordset($1) as c(i int, zone text, d date, now_ms bigint)
), spans as (
  select i, source, state,
         tstzrange(timestamptz 'epoch' + started * interval '1 millisecond',
                   timestamptz 'epoch' + ended * interval '1 millisecond') as r
  from jsonb_to_recordset($2) as s(i int, source text, state text, started bigint, ended bigint)
), sets as (
  select i,
    coalesce(range_agg(r) filter (where source = 'maintenance'), '{}') as replaced,
    coalesce(range_agg(r) filter (where source = 'baseline' and state = 'operational'), '{}') as b_operational,
    coalesce(range_agg(r) filter (where source = 'baseline' and state = 'under_maintenance'), '{}') as b_maintenance,
    coalesce(range_agg(r) filter (where source = 'baseline' and state = 'degraded_performance'), '{}') as b_degraded,
    coalesce(range_agg(r) filter (where source = 'baseline' and state = 'partial_outage'), '{}') as b_partial,
    coalesce(range_agg(r) filter (where source = 'baseline' and state = 'major_outage'), '{}') as b_major,
    coalesce(range_agg(r) filter (where source <> 'baseline' and state = 'under_maintenance'), '{}') as c_maintenance,
    coalesce(range_agg(r) filter (where source <> 'baseline' and state = 'degraded_performance'), '{}') as c_degraded,
    coalesce(range_agg(r) filter (where source <> 'baseline' and state = 'partial_outage'), '{}') as c_partial,
    coalesce(range_agg(r) filter (where source <> 'baseline' and state = 'major_outage'), '{}') as c_major
  from spans group by i
), held as (
  select i, day_start, day,
    ((b_major - replaced) + c_major) * multirange(day) as major,
    ((b_partial - replaced) + c_partial) * multirange(day) as partial,
    ((b_degraded - replaced) + c_degraded) * multirange(day) as degraded,
    ((b_maintenance - replaced) + c_maintenance) * multirange(day) as maintenance,
    (b_operational - replaced) * multirange(day) as operational
  from cases join sets using (i)
), worst as (
  select i, day_start, multirange(day) as day, major, partial - major as partial, degraded - partial - major as degraded,
    maintenance - degraded - partial - major as maintenance,
    operational - maintenance - degraded - partial - major as operational
  from held
), lengths as (
  select i, day_start, milliseconds(major) as major, milliseconds(partial) as partial, milliseconds(degraded) as degraded,
    milliseconds(maintenance) as maintenance, milliseconds(operational) as operational,
    milliseconds(day - major - partial - degraded - maintenance - operational) as unknown
  from worst
)
select operational::float8, maintenance::float8, degraded::float8, partial::float8, major::float8, unknown::float8,
  (extract(epoch from day_start) * 1000)::float8 as started_at,
  trunc(100 * (1 - (major + 0.3 * partial) / nullif(major + partial + degraded + maintenance + operational, 0)), 4)::text as percent
from lengths order by i`;

async function postgres(batch: Case[]): Promise<Day[]> {
  const questions = batch.map(({ zone, date, now }, i) => ({ i, zone, d: date, now_ms: now }));
  const spans = batch.flatMap(({ baseline, claims }, i) => [
    // One empty span, so that a case without any has its row.
    { i, source: "baseline", state: "unknown", started: 0, ended: 0 },
    ...baseline.map((span) => ({ ...span, source: "baseline" })).map((span) => row(i, span)),
    // Operational and unknown claims add nothing: the one rule that is not set arithmetic.
    ...claims.filter((one) => !["operational", "unknown"].includes(one.state)).map((one) => row(i, one)),
  ]);
  const { rows } = await pool().query(ORACLE, [JSON.stringify(questions), JSON.stringify(spans)]);
  return rows.map((one) => ({
    startedAt: one.started_at,
    ms: {
      operational: one.operational,
      under_maintenance: one.maintenance,
      degraded_performance: one.degraded,
      partial_outage: one.partial,
      major_outage: one.major,
      unknown: one.unknown,
    },
    percent: one.percent,
  }));
}

const row = (
  i: number,
  { source, state, startedAt, endedAt }: Omit<Claim, "source"> & { source: string },
) => ({
  i,
  source,
  state,
  started: startedAt,
  ended: endedAt,
});

describe("uptime against PostgreSQL multiranges", () => {
  it(`agrees on ${CASES} random timelines over changes of the clocks`, { timeout: 60_000 }, async () => {
    const all = fc.sample(cases, { numRuns: CASES, seed: SEED });
    await pool().query(LENGTH);
    let eventful = 0;
    for (let at = 0; at < all.length; at += BATCH) {
      const batch = all.slice(at, at + BATCH);
      const answers = batch.map(ours);
      expect(answers).toEqual(await postgres(batch));
      eventful += answers.filter(({ percent }) => percent !== null && percent !== "100.0000").length;
    }
    // The generator must not degenerate into empty or uneventful days.
    expect(eventful).toBeGreaterThan(CASES / 3);
  });
});
