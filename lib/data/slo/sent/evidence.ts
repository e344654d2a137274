import type { Evidence } from "#lib/domain/slo/sent/evidence.ts";
import { instant, millis, type Sql } from "../../sql.ts";

/**
 * What SLIs say beside an SLO of availability: good and total of those that are of its components and that no objective of the page
 * judges, by key, in whole hours. An SLO that judges no time has none.
 */
export async function readEvidence(
  sql: Sql,
  pageId: string,
  sloId: string,
  { from, until }: { from: number; until: number },
): Promise<Evidence[]> {
  const { rows } = await sql.query<Omit<Evidence, "good" | "total"> & { good: string; total: string }>(
    `select i.id as "sliId", i.key, i.name, coalesce(h.good, 0)::text as good, coalesce(h.total, 0)::text as total,
       ${millis("f.last_window_at")} as "lastWindowAt"
     from slos s join slis i on i.page_id = s.page_id and i.component_ids && s.component_ids
     left join sli_sources f on f.sli_id = i.id
     left join lateral (
       select sum(good) as good, sum(total) as total from sli_hours
       where sli_id = i.id and hour_at >= ${instant("$3::float8")} and hour_at < ${instant("$4::float8")}) h on true
     where s.page_id = $1 and s.id = $2 and i.archived_at is null and i.kind = 'ratio'
       and exists (select from slo_objectives o
         where o.slo_id = s.id and o.archived_at is null and o.rule->>'kind' = 'availability')
       and not exists (select from slos t join slo_objectives o on o.slo_id = t.id and o.archived_at is null
         where t.page_id = $1 and t.archived_at is null and (o.rule->>'sli' = i.id or o.rule->'evidence' ? i.id
           or o.rule->'parts' @> jsonb_build_array(jsonb_build_object('sli', i.id))))
     order by i.key`,
    [pageId, sloId, from, until],
  );
  return rows.map(({ good, total, ...row }) => ({ ...row, good: BigInt(good), total: BigInt(total) }));
}
