import { withStatus } from "#lib/data/page/component-status.ts";
import { readNamedComponents } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import type { Permission } from "#lib/domain/people/permission.ts";
import { answering } from "../requests/answering.ts";

/** Components of which the incident tells: what it concerns now, and what its updates ever changed. */
const namedBy = ({ components, updates }: Incident): string[] => [
  ...components.map(({ componentId }) => componentId),
  ...updates.flatMap((update) => (update.components ?? []).map(({ componentId }) => componentId)),
];

/** Incidents with the components that they name, as those stand at `now`: one read for all of them. */
export async function tellIncidents(
  pageId: string,
  incidents: readonly Incident[],
  now: number,
  tx?: Tx,
): Promise<ToldIncident[]> {
  const ids = [...new Set(incidents.flatMap(namedBy))];
  const named = ids.length === 0 ? [] : await readNamedComponents(pageId, ids, tx);
  const shown = await withStatus(
    named.map(({ component }) => component),
    now,
    tx,
  );
  const names = new Map(
    named.map(({ component, groupName }) => [
      component.id,
      groupName === null ? component.name : `${groupName} - ${component.name}`,
    ]),
  );
  const concerned = (incident: Incident) =>
    new Set(incident.components.map(({ componentId }) => componentId));
  return incidents.map((incident) => {
    const own = concerned(incident);
    return { ...incident, shown: shown.filter(({ id }) => own.has(id)).sort(byPosition), names };
  });
}

const byPosition = (a: { position: number; id: string }, b: { position: number; id: string }): number =>
  a.position - b.position || (a.id < b.id ? -1 : 1);

/** One incident as doors tell it. */
export async function tellIncident(incident: Incident, now: number, tx?: Tx): Promise<ToldIncident> {
  return (await tellIncidents(incident.pageId, [incident], now, tx))[0]!;
}

/** Does an act whose result is an incident, and tells that incident with its components. */
export const telling = <P extends Permission>(
  scope: Scope<P>,
  now: number,
  act: (scope: Scope<P>) => Promise<Incident>,
): Promise<ToldIncident> => answering(scope, act, (incident, tx) => tellIncident(incident, now, tx));

/** Does an act about an incident whose result is something else; a conflict shows the incident with its components. */
export async function showingIncident<T>(now: number, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Failure) || !error.current) throw error;
    const { kind, message, faults } = error;
    const current = await tellIncident(error.current as Incident, now);
    throw new Failure(kind, message, { faults, current });
  }
}
