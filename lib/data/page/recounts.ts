import type { Tx } from "../tx.ts";

/** "Count the days of these components again from this instant (ms) on": the worker does, once. */
export async function requestDays(tx: Tx, componentIds: readonly string[], fromAt: number): Promise<void> {
  await tx.$executeRaw`
    insert into day_requests as r (component_id, from_at)
    select id, ${new Date(fromAt)} from unnest(${[...componentIds].sort()}::text[]) as given(id)
    on conflict (component_id) do update set from_at = least(r.from_at, excluded.from_at)`;
}

/** The same for every day that they ever had or now have: their zone or their start has changed. */
export async function requestAllDays(tx: Tx, componentIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    insert into day_requests as r (component_id, from_at)
    select c.id, least(c.created_at, c.start_date - interval '1 day',
      (select min(b.started_at) from component_baselines b where b.component_id = c.id),
      (select min(d.day) - interval '1 day' from component_days d where d.component_id = c.id))
    from components c where c.id = any(${[...componentIds]}) order by c.id
    on conflict (component_id) do update set from_at = least(r.from_at, excluded.from_at)`;
}

/** "Judge these monitors again from this instant (ms) on", after a change of what they are, not of their samples. */
export async function requestJudging(tx: Tx, monitorIds: readonly string[], fromAt: number): Promise<void> {
  await tx.$executeRaw`
    insert into judge_requests as r (monitor_id, from_at)
    select id, ${new Date(fromAt)} from unnest(${[...monitorIds].sort()}::text[]) as given(id)
    on conflict (monitor_id) do update set from_at = least(r.from_at, excluded.from_at)`;
}

/** When the stored baseline of a component begins; null without one. */
export async function firstBaselineAt(tx: Tx, componentId: string): Promise<number | null> {
  const first = await tx.componentBaseline.aggregate({ where: { componentId }, _min: { startedAt: true } });
  return first._min.startedAt?.getTime() ?? null;
}
