import type { Incident, IncidentUpdate } from "#lib/domain/incidents/incident.ts";
import { given } from "#lib/domain/input/given.ts";
import { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";
import { storedChanges } from "./rows.ts";

export type NewUpdateRow = Pick<
  IncidentUpdate,
  | "status"
  | "body"
  | "translations"
  | "displayAt"
  | "deliverNotifications"
  | "components"
  | "isAutomatic"
  | "actorKind"
  | "actorId"
>;

/** Adds an update to an incident; returns its id. The caller holds the incident's lock. */
export async function insertUpdate(
  tx: Tx,
  incident: Pick<Incident, "id" | "pageId">,
  { components, displayAt, ...row }: NewUpdateRow,
  now: number,
): Promise<string> {
  const id = newId();
  const at = new Date(now);
  await tx.incidentUpdate.create({
    data: {
      ...row,
      id,
      incidentId: incident.id,
      pageId: incident.pageId,
      displayAt: new Date(displayAt),
      components: components === null ? Prisma.DbNull : storedChanges(components),
      createdAt: at,
      updatedAt: at,
    },
  });
  return id;
}

/** Changes the given fields of an update. The caller holds the incident's lock. */
export async function saveUpdate(
  tx: Tx,
  id: string,
  fields: Partial<NewUpdateRow> & { editedAt?: number },
  now: number,
): Promise<void> {
  const { components, displayAt, editedAt, ...rest } = fields;
  await tx.incidentUpdate.update({
    where: { id },
    data: {
      ...given(rest),
      ...(components !== undefined && {
        components: components === null ? Prisma.DbNull : storedChanges(components),
      }),
      ...(displayAt !== undefined && { displayAt: new Date(displayAt) }),
      ...(editedAt !== undefined && { editedAt: new Date(editedAt) }),
      updatedAt: new Date(now),
    },
  });
}

/** Keeps what readers saw of an update until now. */
export async function keepRevision(tx: Tx, update: IncidentUpdate, now: number): Promise<void> {
  const { body, translations, displayAt } = update;
  await tx.incidentUpdateRevision.create({
    data: {
      updateId: update.id,
      body,
      translations,
      displayAt: new Date(displayAt),
      replacedAt: new Date(now),
    },
  });
}
