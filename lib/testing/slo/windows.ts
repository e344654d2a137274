import { pool } from "#lib/data/db.ts";
import { countsOf } from "#lib/domain/slo/boundaries.ts";
import { WINDOW_MS } from "#lib/domain/slo/definition.ts";

export type TestWindow = { at: number; good: number; total: number; latenciesMs?: readonly number[] };

/** Stores windows of an SLI, and the hours that they make, as recording measurements does. */
export async function putWindows(sliId: string, windows: readonly TestWindow[]): Promise<void> {
  await pool().query(
    `insert into sli_windows (sli_id, window_at, good, total, counts)
     select $1, to_timestamp(at / 1000), good, total, counts::bigint[]
     from unnest($2::float8[], $3::bigint[], $4::bigint[], $5::text[]) as g(at, good, total, counts)
     on conflict (sli_id, window_at) do update set good = excluded.good, total = excluded.total, counts = excluded.counts`,
    [
      sliId,
      windows.map(({ at }) => at),
      windows.map(({ good }) => good),
      windows.map(({ total }) => total),
      windows.map(({ latenciesMs }) =>
        latenciesMs ? `{${countsOf(latenciesMs.map((ms) => ms * 1_000)).join(",")}}` : "{}",
      ),
    ],
  );
  await pool().query(
    `insert into sli_hours (sli_id, hour_at, good, total, counts)
     select sli_id, date_trunc('hour', window_at, 'UTC'), sum(good), sum(total), '{}' from sli_windows
     where sli_id = $1 and window_at >= date_trunc('hour', to_timestamp($2::float8 / 1000), 'UTC') group by 1, 2
     on conflict (sli_id, hour_at) do update set good = excluded.good, total = excluded.total`,
    [sliId, Math.min(...windows.map(({ at }) => at))],
  );
}

/** Windows in a row from `from`: "ggb." good, bad (half of them fail), nothing. */
export const windowsOf = (from: number, letters: string, total = 1_000): TestWindow[] =>
  [...letters].flatMap((letter, i) => {
    const at = from + i * WINDOW_MS;
    if (letter === ".") return [];
    return [{ at, total, good: letter === "b" ? total / 2 : total }];
  });
