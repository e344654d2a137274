import type { SilentSlo } from "#lib/domain/slo/overview.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { prisma } from "../db.ts";
import { millis, type Sql } from "../sql.ts";
import type { Tx } from "../tx.ts";
import { wholeViolations } from "./violation-rows.ts";

/** Open violations that warn or page, the worst first, then the oldest; what is only recorded waits for nobody. */
export async function readPressingViolations(
  pageId: string,
  take: number,
  db: Tx = prisma(),
): Promise<Violation[]> {
  const rows = await db.violation.findMany({
    where: { pageId, resolvedAt: null, severity: { in: ["critical", "warning"] } },
    // "critical" stands before "warning" in the alphabet as well.
    orderBy: [{ severity: "asc" }, { detectedAt: "asc" }, { id: "asc" }],
    take,
  });
  return await wholeViolations(db, rows);
}

/** SLOs that had figures and are without new ones, by place. Those that never had any are not set up yet: nobody is called for them. */
export async function readSilentSlos(sql: Sql, pageId: string): Promise<SilentSlo[]> {
  const { rows } = await sql.query<SilentSlo>(
    `select s.id as "sloId", s.key, s.name, ${millis("min(t.no_data_since)")} as since, count(*)::int as count
     from slos s join slo_objectives o on o.slo_id = s.id and o.archived_at is null
     join slo_states t on t.objective_id = o.id
     where s.page_id = $1 and s.archived_at is null and t.no_data_since is not null and t.figures is not null
     group by s.id order by s.position, s.id`,
    [pageId],
  );
  return rows;
}
