import { type ClaimSpan, claimsOf } from "#lib/domain/incidents/claims.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { newId } from "../new-id.ts";
import { requestDays } from "../page/recounts.ts";
import type { Tx } from "../tx.ts";

type Stored = ClaimSpan & { id: string };

const keyOf = ({ componentId, state, startedAt }: ClaimSpan): string =>
  `${componentId} ${state} ${startedAt}`;
const end = ({ endedAt }: ClaimSpan): number => endedAt ?? Number.POSITIVE_INFINITY;

async function readStored(tx: Tx, incidentId: string): Promise<Stored[]> {
  const rows = await tx.stateClaim.findMany({ where: { sourceId: incidentId } });
  return rows.map((row) => ({
    id: row.id,
    componentId: row.componentId,
    state: row.state as WireState,
    startedAt: instantOf(row.startedAt),
    endedAt: instantOrNull(row.endedAt),
  }));
}

/** Per component, the first instant at which the two say different things. */
class Differences {
  readonly earliest = new Map<string, number>();
  note(componentId: string, at: number): void {
    this.earliest.set(componentId, Math.min(at, this.earliest.get(componentId) ?? at));
  }
}

/**
 * Makes the stored claims of an incident exactly what its updates say (`claimsOf`), and asks for the days of every
 * component to be counted again from the first instant that changed. The caller holds the incident's lock and has
 * written its updates and fields; `incident` is as it stands now.
 */
export async function settleClaims(tx: Tx, incident: Incident): Promise<void> {
  const stored = await readStored(tx, incident.id);
  const rest = new Map(stored.map((claim) => [keyOf(claim), claim]));
  const seen = new Differences();
  const added: ClaimSpan[] = [];
  for (const claim of claimsOf(incident)) {
    const same = rest.get(keyOf(claim));
    rest.delete(keyOf(claim));
    if (!same) {
      added.push(claim);
      seen.note(claim.componentId, claim.startedAt);
    } else if (same.endedAt !== claim.endedAt) {
      const endedAt = claim.endedAt === null ? null : new Date(claim.endedAt);
      await tx.stateClaim.update({ where: { id: same.id }, data: { endedAt } });
      seen.note(claim.componentId, Math.min(end(same), end(claim)));
    }
  }
  for (const claim of rest.values()) seen.note(claim.componentId, claim.startedAt);
  await tx.stateClaim.deleteMany({ where: { id: { in: [...rest.values()].map(({ id }) => id) } } });
  await tx.stateClaim.createMany({ data: added.map((claim) => rowOf(incident, claim)) });
  for (const [fromAt, ids] of groupedByInstant(seen.earliest)) await requestDays(tx, ids, fromAt);
}

const rowOf = (incident: Incident, claim: ClaimSpan) => ({
  id: newId(),
  pageId: incident.pageId,
  componentId: claim.componentId,
  source: incident.kind === "maintenance" ? "maintenance" : "incident",
  sourceId: incident.id,
  state: claim.state,
  startedAt: new Date(claim.startedAt),
  endedAt: claim.endedAt === null ? null : new Date(claim.endedAt),
});

function groupedByInstant(earliest: ReadonlyMap<string, number>): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const [componentId, at] of [...earliest].sort(([a], [b]) => (a < b ? -1 : 1)))
    groups.set(at, [...(groups.get(at) ?? []), componentId]);
  return groups;
}
