import { pool } from "#lib/data/db.ts";
import { readComponentDays } from "#lib/data/status/component-days.ts";
import { lastDays } from "#lib/domain/status/calendar.ts";
import { makeHistory } from "./history.ts";
import { bench, quantile, rounded, timed, timedInDatabase } from "./world.ts";

const RUNS = 50;

/** The 90-day bars of 50 components with ten years of them stored: one query. */
await bench("bars", async () => {
  const now = Date.UTC(2026, 10, 23, 3);
  const { componentIds } = await makeHistory({ componentCount: 50, days: 3_653, now });
  await pool().query("vacuum analyze component_days");
  const dates = lastDays(90, now, "Asia/Seoul");
  const [first, last] = [dates[0]!, dates.at(-1)!];
  const database: number[] = [];
  const whole: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    database.push(
      await timedInDatabase(
        "select * from component_days where day between $2::date and $3::date and component_id = any($1)",
        [componentIds, first, last],
      ),
    );
    whole.push(await timed(() => readComponentDays(pool(), componentIds, first, last)));
  }
  return {
    queryMs: { value: rounded(quantile(database, 0.5)), atMost: 10 },
    readAndParsedMs: rounded(quantile(whole, 0.5)),
  };
});
