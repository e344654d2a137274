import type { Postmortem } from "#lib/domain/incidents/incident.ts";
import { given } from "#lib/domain/input/given.ts";
import type { Tx } from "../tx.ts";

const dateOf = (at: number | null | undefined): Date | null | undefined =>
  at == null ? (at as null | undefined) : new Date(at);

/** Writes the given fields of an incident's post-mortem, making it if there is none. The caller holds the incident's lock. */
export async function savePostmortemRow(
  tx: Tx,
  incidentId: string,
  { draftAt, bodyAt, publishedAt, ...fields }: Partial<Postmortem>,
): Promise<void> {
  const data = {
    ...fields,
    ...given({ draftAt: dateOf(draftAt), bodyAt: dateOf(bodyAt), publishedAt: dateOf(publishedAt) }),
  };
  await tx.postmortem.upsert({ where: { incidentId }, create: { incidentId, ...data }, update: data });
}

export async function deletePostmortemRow(tx: Tx, incidentId: string): Promise<void> {
  await tx.postmortem.deleteMany({ where: { incidentId } });
}

/** Removes an update and the earlier texts of it. The caller holds the incident's lock. */
export async function deleteUpdateRow(tx: Tx, updateId: string): Promise<void> {
  await tx.incidentUpdateRevision.deleteMany({ where: { updateId } });
  await tx.incidentUpdate.delete({ where: { id: updateId } });
}
