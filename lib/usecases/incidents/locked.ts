import { readNameable } from "#lib/data/incidents/components.ts";
import { lockIncident } from "#lib/data/incidents/incidents.ts";
import { isActiveMember } from "#lib/data/people/names.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure, invalid, notFound } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";

/**
 * The incident, for this transaction alone. With the revision that its editor read: nothing newer may be stored.
 * @throws Failure not_found, conflict (with `current`: somebody else was there in between)
 */
export async function lockedIncident(
  tx: Tx,
  scope: Scope,
  id: string,
  revision: number | undefined,
): Promise<Incident> {
  const incident = await lockIncident(tx, scope.pageId, id);
  if (!incident) throw notFound("incident");
  if (revision !== undefined && revision < incident.revision)
    throw new Failure(
      "conflict",
      `This incident was changed since you read it (revision ${incident.revision}, yours ${revision})`,
      { current: incident },
    );
  return incident;
}

/** @throws Failure invalid unless the owner, if one is named, belongs to the page */
export async function requireOwner(
  tx: Tx,
  pageId: string,
  ownerId: string | null | undefined,
): Promise<void> {
  if (!ownerId || (await isActiveMember(tx, pageId, ownerId))) return;
  throw invalid([{ path: "incident.owner_id", message: "no such person on this page" }]);
}

/** @throws Failure invalid unless each is a component of the page that is not archived, or one that the incident has */
export async function requireComponents(
  tx: Tx,
  pageId: string,
  named: readonly string[],
  { path, has = [] }: { path: string; has?: readonly { componentId: string }[] },
): Promise<void> {
  const known = new Set(has.map(({ componentId }) => componentId));
  const asked = named.filter((id) => !known.has(id));
  if (asked.length === 0) return;
  const nameable = await readNameable(tx, pageId, asked);
  const faults = asked
    .filter((id) => !nameable.has(id))
    .map((id) => ({ path: `${path}.${id}`, message: "no such component on this page" }));
  if (faults.length > 0) throw invalid(faults);
}
