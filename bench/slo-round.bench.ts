import { pool } from "#lib/data/db.ts";
import { countsOf } from "#lib/domain/slo/boundaries.ts";
import { type AlertRule, type ObjectiveDefinition, WINDOW_MS } from "#lib/domain/slo/definition.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { BURN_ALERTS } from "#lib/testing/slo/judged.ts";
import { evaluateSlos } from "#lib/usecases/slos/round/evaluate.ts";
import { bench, DAY_MS, quantile, rounded, timed } from "./world.ts";

const RUNS = 9;
/** An endpoint's latencies are judged four times: P95 and P99 for two tiers. */
const PER_LATENCY = 4;
const CONSECUTIVE: AlertRule[] = [{ kind: "consecutive", severity: "warning", bad: 3, good: 3 }];
const LATENCIES = countsOf([30_000, 45_000, 60_000, 60_000, 90_000, 120_000, 400_000]);

const failed = (about: object, error: unknown) => {
  throw new Error(JSON.stringify(about), { cause: error });
};

/** Windows of SLIs that start in [from, until); every 200th has a hundredth of its events bad. */
async function fill(sliIds: readonly string[], kind: "ratio" | "latency", from: number, until: number) {
  await pool().query(
    `insert into sli_windows (sli_id, window_at, good, total, counts)
     select id, at, case when extract(epoch from at)::bigint / 300 % 200 = 0 then 990 else 1000 end, 1000, $4::bigint[]
     from unnest($1::text[]) as id, generate_series(to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000) - interval '1 second', interval '5 minutes') as at`,
    [sliIds, from, until, kind === "latency" ? `{${LATENCIES.join(",")}}` : "{}"],
  );
}

/** Hours as recording measurements keeps them beside the windows. */
async function addUp(from: number): Promise<void> {
  await pool().query(
    `insert into sli_hours (sli_id, hour_at, good, total, counts)
     select sli_id, date_trunc('hour', window_at, 'UTC'), sum(good), sum(total), '{}' from sli_windows
     where window_at >= date_trunc('hour', to_timestamp($1::float8 / 1000), 'UTC') group by 1, 2
     on conflict (sli_id, hour_at) do update set good = excluded.good, total = excluded.total`,
    [from],
  );
}

type World = { ratio: string[]; latency: string[] };

/** A page whose objectives have `days` of windows behind them, four fifths of them of good and total, a fifth of latencies. */
async function makeWorld(count: number, days: number, now: number): Promise<World> {
  const pageId = await makePage({ timeZone: "Asia/Seoul" });
  const latencies = Math.ceil(count / 5 / PER_LATENCY);
  const objectives: ObjectiveDefinition[] = [];
  const world: World = { ratio: [], latency: [] };
  for (let i = 0; i < latencies; i++) {
    world.latency.push(await makeSli(pageId, `latency-${i}`, { kind: "latency" }));
    for (let tier = 0; tier < PER_LATENCY; tier++)
      objectives.push(
        objectiveDefinition(`latency-${i}-${tier}`, {
          rule: {
            kind: "latency",
            sli: `latency-${i}`,
            percentile: tier % 2 === 0 ? 95 : 99,
            thresholdUs: tier < 2 ? 500_000 : 1_000_000,
          },
          alerts: CONSECUTIVE,
        }),
      );
  }
  for (let i = 0; objectives.length < count; i++) {
    world.ratio.push(await makeSli(pageId, `ratio-${i}`));
    objectives.push(
      objectiveDefinition(`ratio-${i}`, {
        rule: { kind: "ratio", sli: `ratio-${i}` },
        alerts: BURN_ALERTS,
      }),
    );
  }
  for (let first = 0; first < objectives.length; first += 20)
    await makeSlo(pageId, { key: `SLO-${first}`, objectives: objectives.slice(first, first + 20) });
  for (const kind of ["ratio", "latency"] as const)
    for (const sliId of world[kind]) await fill([sliId], kind, now - days * DAY_MS, now);
  return world;
}

/** The next window of every SLI comes in, and all objectives are judged. */
async function nextRound({ ratio, latency }: World, at: number): Promise<number> {
  await fill(ratio, "ratio", at, at + WINDOW_MS);
  await fill(latency, "latency", at, at + WINDOW_MS);
  await addUp(at);
  return await timed(() => evaluateSlos({ failed }, at + WINDOW_MS));
}

/** Milliseconds of each round, after a first one that counts the whole history. */
async function rounds(world: World, now: number): Promise<{ first: number; next: number[] }> {
  await addUp(0);
  await pool().query("vacuum analyze");
  const first = await timed(() => evaluateSlos({ failed }, now));
  await pool().query("vacuum analyze");
  const next: number[] = [];
  for (let run = 0; run < RUNS; run++) next.push(await nextRound(world, now + run * WINDOW_MS));
  return { first, next: next.slice(2) };
}

/** Windows and sums belong to no page by a key: they are made for speed. */
const forget = () => pool().query("truncate pages, sli_windows, sli_hours, sli_touches, slo_sums cascade");
const now = Math.floor(Date.UTC(2026, 10, 24, 3) / WINDOW_MS) * WINDOW_MS;

/**
 * A round of evaluation over 500 objectives with 90 days of five-minute windows, every SLI with a new one; and what a year of
 * history costs more than a month, of 60 objectives.
 */
await bench("slo-round", async () => {
  const month = await rounds(await makeWorld(60, 30, now), now);
  await forget();
  const year = await rounds(await makeWorld(60, 365, now), now);
  await forget();
  const { first, next } = await rounds(await makeWorld(500, 90, now), now);
  const [ofMonth, ofYear] = [quantile(month.next, 0.5), quantile(year.next, 0.5)];
  return {
    objectives: 500,
    firstMs: rounded(first, 0),
    medianMs: rounded(quantile(next, 0.5), 0),
    slowestMs: { value: rounded(Math.max(...next), 0), atMost: 5_000 },
    monthMs: rounded(ofMonth),
    yearMs: rounded(ofYear),
    yearToMonth: { value: rounded(ofYear / ofMonth), atMost: 1.2 },
  };
});
