import type { Component, ComponentStatus, ComponentWithStatus } from "#lib/domain/page/component.ts";
import { type StatusFacts, statusOf } from "#lib/domain/page/component-status.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

type Row = {
  id: string;
  baseline: StatusFacts["baseline"];
  last_known: StatusFacts["lastKnown"];
  claims: StatusFacts["openClaims"];
};

/** What each of the components shows at `now` (ms): one statement for all of them, by index whatever the history's length. */
export async function readStatuses(
  components: readonly Pick<Component, "id" | "baselineSource">[],
  now: number,
  db: Tx = prisma(),
): Promise<Map<string, ComponentStatus>> {
  const ids = components.map((component) => component.id);
  const at = new Date(now);
  const rows = await db.$queryRaw<Row[]>`
    select wanted.id, known.state as last_known,
      (select b.state from component_baselines b
        where b.component_id = wanted.id and b.started_at <= ${at} and (b.ended_at is null or b.ended_at > ${at})
        order by b.started_at desc limit 1) as baseline,
      coalesce((select json_agg(json_build_object('source', c.source, 'state', c.state)) from state_claims c
        where c.component_id = wanted.id and c.started_at <= ${at} and coalesce(c.ended_at, 'infinity'::timestamptz) > ${at}), '[]') as claims
    from unnest(${ids}::text[]) as wanted(id)
    left join lateral (select b.state from component_baselines b
      where b.component_id = wanted.id and b.started_at <= ${at} and b.state <> 'unknown'
      order by b.started_at desc limit 1) known on true`;
  const facts = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    components.map(({ id, baselineSource }) => {
      const row = facts.get(id);
      return [
        id,
        statusOf({
          baselineSource,
          baseline: row?.baseline ?? null,
          lastKnown: row?.last_known ?? null,
          openClaims: row?.claims ?? [],
        }),
      ];
    }),
  );
}

/** The components with what they show at `now` (ms). */
export async function withStatus(
  components: readonly Component[],
  now: number,
  db: Tx = prisma(),
): Promise<ComponentWithStatus[]> {
  const statuses = await readStatuses(components, now, db);
  return components.map((component) => ({ ...component, status: statuses.get(component.id)! }));
}
