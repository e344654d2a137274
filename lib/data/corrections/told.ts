import type { CorrectedStretch } from "#lib/domain/corrections/correction.ts";
import type { SnapshotCorrection } from "#lib/domain/snapshot.ts";
import { instant, millis, type Sql } from "../sql.ts";

/** Corrections of each component that reach beyond `fromAt` (ms), in the order in which they were made. Every id has an entry. */
export async function readCorrections(
  sql: Sql,
  componentIds: readonly string[],
  fromAt: number,
): Promise<Map<string, CorrectedStretch[]>> {
  const corrections = new Map<string, CorrectedStretch[]>(componentIds.map((id) => [id, []]));
  const { rows } = await sql.query<CorrectedStretch & { componentId: string }>(
    `select component_id as "componentId", verdict, ${millis("started_at")} as "startedAt", ${millis("ended_at")} as "endedAt"
     from corrections where component_id = any($1) and ended_at > ${instant("$2::float8")} and revoked_at is null
     order by created_at, id`,
    [componentIds, fromAt],
  );
  for (const { componentId, ...stretch } of rows) corrections.get(componentId)?.push(stretch);
  return corrections;
}

type PublicRow = Omit<SnapshotCorrection, "startedAt" | "endedAt" | "createdAt"> & {
  startedAt: number;
  endedAt: number;
  createdAt: number;
};

/** What readers are told of the corrections of components that reach beyond `fromAt` (ms): the latest stretch first. */
export async function readPublicCorrections(
  sql: Sql,
  componentIds: readonly string[],
  { fromAt, limit }: { fromAt: number; limit: number },
): Promise<SnapshotCorrection[]> {
  const { rows } = await sql.query<PublicRow>(
    `select id, component_id as "componentId", verdict, ${millis("started_at")} as "startedAt",
       ${millis("ended_at")} as "endedAt", reason, ${millis("created_at")} as "createdAt"
     from corrections where component_id = any($1) and ended_at > ${instant("$2::float8")} and revoked_at is null
     order by started_at desc, created_at desc, id limit $3`,
    [componentIds, fromAt, limit],
  );
  return rows.map(({ startedAt, endedAt, createdAt, ...row }) => ({
    ...row,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  }));
}
