import { pool } from "#lib/data/db.ts";
import { makeComponent, makeMonitor, makePage } from "#lib/testing/engine.ts";
import { DAY_MS } from "./world.ts";

/**
 * A page of `componentCount` components with one monitor each and `days` of counted history before `now`: two outages a
 * day in monitor_states and component_baselines, a row a day in component_days.
 */
export async function makeHistory(options: { componentCount: number; days: number; now: number }) {
  const { componentCount, days, now } = options;
  const pageId = await makePage({ timeZone: "Asia/Seoul" });
  const componentIds: string[] = [];
  for (let i = 0; i < componentCount; i++) {
    const componentId = await makeComponent(pageId);
    const monitorId = await makeMonitor(pageId, componentId);
    componentIds.push(componentId);
    for (const [table, key, id] of [
      ["monitor_states", "monitor_id", monitorId],
      ["component_baselines", "component_id", componentId],
    ])
      await pool().query(
        `insert into ${table} (${key}, started_at, ended_at, state)
         select $1, at, lead(at) over (order by at), case when n % 2 = 1 then 'major_outage' else 'operational' end::component_state
         from (select n, to_timestamp($2::float8) + n * interval '6 hours' + n % 2 * interval '5 hours 50 minutes' as at
           from generate_series(0, $3::int * 4 - 1) as n) spans`,
        [id, (now - days * DAY_MS) / 1000, days],
      );
  }
  await pool().query(
    `insert into component_days (day, component_id, operational_ms, maintenance_ms, degraded_ms, partial_ms, major_ms, unknown_ms)
     select to_timestamp($2::float8)::date - n, id, 85200000, 0, 0, 0, 1200000, 0
     from generate_series(1, $3::int) as n, unnest($1::text[]) as id order by 1, 2`,
    [componentIds, now / 1000, days],
  );
  return { pageId, componentIds };
}
