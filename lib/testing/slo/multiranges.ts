import fc from "fast-check";
import { pool } from "#lib/data/db.ts";
import { evaluateSla, type SlaMonth } from "#lib/domain/sla/evaluate.ts";
import { NOTICE_MS, SLA_TIERS } from "#lib/domain/sla/rules.ts";
import { TIER_KEYS } from "#lib/domain/slo/tier.ts";
import { monthBounds } from "#lib/domain/status/calendar.ts";
import { slaMonth } from "./months.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Months of every length, in zones that have no change of the clock, one of an hour and one of half an hour. */
const MONTHS = [
  ["2026-02", "Asia/Seoul"],
  ["2026-09", "Asia/Seoul"],
  ["2026-10", "UTC"],
  ["2026-03", "America/New_York"],
  ["2026-11", "America/New_York"],
  ["2026-04", "Australia/Lord_Howe"],
] as const;

/** A month with outages, maintenance told around the 72 hours, and sometimes only a part of it subscribed. */
export const slaCases: fc.Arbitrary<SlaMonth> = fc
  .record({ place: fc.constantFrom(...MONTHS), isCrowded: fc.constantFrom(true, true, true, false) })
  .chain(({ place: [month, timeZone], isCrowded }) => {
    const { startedAt, endedAt } = monthBounds(month, timeZone);
    const until = isCrowded ? startedAt + 2 * DAY_MS : endedAt + DAY_MS;
    const instant = fc.integer({ min: startedAt - DAY_MS, max: until });
    const length = fc.oneof(
      fc.integer({ min: 1, max: 20 * 60_000 }),
      fc.integer({ min: 1, max: 9 * HOUR_MS }),
      fc.constantFrom(240 * 60_000, 259_200),
    );
    const stretch = fc.tuple(instant, length).map(([from, ms]) => ({ startedAt: from, endedAt: from + ms }));
    const maintenance = fc
      .record({
        stretch,
        early: fc.oneof(fc.integer({ min: -HOUR_MS, max: 3 * HOUR_MS }), fc.constantFrom(-1, 0, 1)),
        isCancelled: fc.constantFrom(false, false, false, true),
      })
      .map(({ stretch: one, early, isCancelled }) => ({
        ...one,
        noticeAt: one.startedAt - NOTICE_MS - early,
        isCancelled,
      }));
    return fc.record({
      month: fc.constant<string>(month),
      timeZone: fc.constant<string>(timeZone),
      tier: fc.constantFrom(...TIER_KEYS),
      subscription: fc.oneof(
        { weight: 2, arbitrary: fc.constant(null) },
        fc
          .tuple(
            fc.integer({ min: startedAt - DAY_MS, max: isCrowded ? until : endedAt - 1 }),
            fc.integer({ min: 0, max: 40 * DAY_MS }),
          )
          .map(([from, ms]) => ({ startedAt: from, endedAt: Math.max(from, startedAt) + ms + 1 })),
      ),
      outages: fc.array(stretch, { minLength: 3, maxLength: 12, size: "max" }),
      maintenance: fc.array(maintenance, { minLength: 2, maxLength: 6, size: "max" }),
      maintenanceCapMs: fc.constantFrom(0, HOUR_MS, 8 * HOUR_MS, 8 * HOUR_MS, 800 * HOUR_MS),
    });
  })
  .map((fields) => slaMonth(fields));

export type Answer = {
  totalMs: number;
  downMs: number;
  excludedMs: number;
  countedMs: number;
  availability: string;
  isBreached: boolean;
  isWaived: boolean;
};

export function ours(facts: SlaMonth): Answer {
  const { totalMs, downMs, excludedMs, countedMs, availability, isBreached, credit } = evaluateSla(facts);
  return { totalMs, downMs, excludedMs, countedMs, availability, isBreached, isWaived: credit.isWaived };
}

/** Millionths of a percent as they are written: 99884259 is "99.884259". */
const written = (digits: string): string =>
  `${digits.padStart(7, "0").slice(0, -6)}.${digits.padStart(7, "0").slice(-6)}`;

const stretchOf = (name: string) =>
  `tstzrange(timestamptz 'epoch' + ${name}.started * interval '1 millisecond', timestamptz 'epoch' + ${name}.ended * interval '1 millisecond')`;

const LENGTH = `
create or replace function pg_temp.milliseconds(ranges tstzmultirange) returns numeric language sql immutable as
$$ select coalesce(sum(extract(epoch from upper(r) - lower(r))), 0) * 1000 from unnest(ranges) as r $$`;

/**
 * The same by set arithmetic on multiranges with PostgreSQL's own calendar: the cap by a running sum, an outage by extending
 * every piece by just less than five minutes. Nothing is shared with the code under test but the question.
 */
const ORACLE = `
with cases as (
  select i, cap, allowed, tstzrange(
      (month || '-01')::timestamp at time zone zone,
      ((month || '-01')::timestamp + interval '1 month') at time zone zone
    ) * tstzrange(timestamptz 'epoch' + started * interval '1 millisecond', timestamptz 'epoch' + ended * interval '1 millisecond') as t
  from jsonb_to_recordset($1) as c(i int, cap bigint, allowed int, month text, zone text, started bigint, ended bigint)
), outages as (
  select i, range_agg(${stretchOf("o")}) as d
  from jsonb_to_recordset($2) as o(i int, started bigint, ended bigint) group by i
), told as (
  select i, range_agg(${stretchOf("m")}) as x
  from jsonb_to_recordset($3) as m(i int, started bigint, ended bigint, notice bigint, cancelled boolean)
  where not cancelled and started - notice >= 72 * 3600000 group by i
), pieces as (
  select i, cap, r, coalesce(sum(extract(epoch from upper(r) - lower(r)) * 1000)
    over (partition by i order by lower(r) rows between unbounded preceding and 1 preceding), 0) as before
  from cases join told using (i), unnest(x * multirange(t)) as r
), excluded as (
  select i, range_agg(r * tstzrange(lower(r), lower(r) + (cap - before) * interval '1 millisecond')) as x
  from pieces where cap > before group by i
), sets as (
  select i, allowed, t, coalesce(d * multirange(t), '{}') as d, coalesce(x, '{}') as x
  from cases left join outages using (i) left join excluded using (i)
), severe as (
  select i, bool_or(pg_temp.milliseconds((multirange(island) * d) - x) >= 240 * 60000) as waived
  from (select i, d, x, range_agg(tstzrange(lower(piece), upper(piece) + interval '299999 milliseconds')) as islands
        from sets, unnest(d) as piece group by i, d, x) as extended, unnest(islands) as island
  group by i
), lengths as (
  select i, allowed, pg_temp.milliseconds(multirange(t)) as total, pg_temp.milliseconds(d) as down,
    pg_temp.milliseconds(d * x) as excluded, pg_temp.milliseconds(d - x) as counted
  from sets
)
select total::float8, down::float8, excluded::float8, counted::float8,
  div((total - counted) * 100000000, total)::text as millionths,
  counted * 10000 > total * allowed as breached, coalesce(waived, false) as waived
from lengths left join severe using (i) order by i`;

/** What PostgreSQL says of the same months, in their order. */
export async function askPostgres(batch: readonly SlaMonth[]): Promise<Answer[]> {
  const times = batch.map((one, i) => {
    const { startedAt, endedAt } = one.subscription ?? monthBounds(one.month, one.timeZone);
    const allowed = Math.round((100 - Number(SLA_TIERS[one.tier].availability)) * 100);
    return {
      i,
      cap: one.maintenanceCapMs,
      allowed,
      month: one.month,
      zone: one.timeZone,
      started: startedAt,
      ended: endedAt,
    };
  });
  const outages = batch.flatMap((one, i) =>
    one.outages.map(({ startedAt, endedAt }) => ({ i, started: startedAt, ended: endedAt })),
  );
  const maintenance = batch.flatMap((one, i) =>
    one.maintenance.map(({ startedAt, endedAt, noticeAt, isCancelled }) => ({
      i,
      started: startedAt,
      ended: endedAt,
      notice: noticeAt,
      cancelled: isCancelled,
    })),
  );
  const client = await pool().connect();
  try {
    await client.query(LENGTH);
    const { rows } = await client.query(
      ORACLE,
      [times, outages, maintenance].map((list) => JSON.stringify(list)),
    );
    return rows.map((row) => ({
      totalMs: row.total,
      downMs: row.down,
      excludedMs: row.excluded,
      countedMs: row.counted,
      availability: written(row.millionths),
      isBreached: row.breached,
      isWaived: row.waived,
    }));
  } finally {
    client.release();
  }
}
