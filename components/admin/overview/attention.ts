import type { Contradiction } from "#lib/domain/incidents/contradictions.ts";
import type { Overview, OverviewIncident, SilentMonitor } from "#lib/domain/incidents/desk/overview.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { AwaySource, SilentSlo } from "#lib/domain/slo/overview.ts";
import type { OverdueRestoreTest } from "#lib/domain/slo/sent/integrity.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";

/** One thing that waits for a person. */
export type Need =
  | { kind: "unattended"; key: string; incident: Incident; since: number; publishesAt: number | null }
  | { kind: "promise" | "silence"; key: string; incident: Incident; since: number }
  | { kind: "proposal"; key: string; incident: Incident; since: number }
  | { kind: "contradiction"; key: string; contradiction: Contradiction; incident: Incident | null }
  | { kind: "monitor"; key: string; monitor: SilentMonitor }
  | { kind: "violation"; key: string; violation: Violation }
  | { kind: "source"; key: string; source: AwaySource }
  | { kind: "slo"; key: string; slo: SilentSlo }
  | { kind: "restore_test"; key: string; overdue: OverdueRestoreTest };

/**
 * Everything that waits for a person, the most pressing first: what pages, what publishes itself, broken promises, what
 * is told wrongly, what could be closed, what warns, what is not measured.
 */
export function needsOf(overview: Overview): Need[] {
  const all = new Map(
    [...overview.open, ...overview.drafts].map((one: OverviewIncident) => [one.incident.id, one.incident]),
  );
  const known = <T extends { incidentId: string }, R>(
    list: readonly T[],
    make: (one: T, incident: Incident) => R,
  ) =>
    list.flatMap((one) => {
      const incident = all.get(one.incidentId);
      return incident ? [make(one, incident)] : [];
    });
  const violations = overview.violations.map((violation) => ({
    ...{ kind: "violation" as const, key: `violation ${violation.id}`, violation },
  }));
  const isCritical = ({ violation }: { violation: Violation }) => violation.severity === "critical";
  return [
    ...violations.filter(isCritical),
    ...known(overview.unattended, ({ since, publishesAt }, incident) => ({
      ...{ kind: "unattended" as const, key: `unattended ${incident.id}`, incident, since, publishesAt },
    })),
    ...known(overview.stale, ({ kind, since }, incident) => ({
      ...{ kind, key: `${kind} ${incident.id}`, incident, since },
    })),
    ...overview.contradictions.map((contradiction) => ({
      kind: "contradiction" as const,
      key: keyOf(contradiction),
      contradiction,
      incident: ("incidentId" in contradiction && all.get(contradiction.incidentId ?? "")) || null,
    })),
    ...known(overview.proposals, ({ proposedAt }, incident) => ({
      ...{ kind: "proposal" as const, key: `proposal ${incident.id}`, incident, since: proposedAt },
    })),
    ...violations.filter((one) => !isCritical(one)),
    ...[overview.overdueRestoreTest ?? []].flat().map((overdue) => ({
      ...{ kind: "restore_test" as const, key: "restore test", overdue },
    })),
    ...overview.silentMonitors.map((monitor) => ({
      ...{ kind: "monitor" as const, key: `monitor ${monitor.monitorId}`, monitor },
    })),
    ...overview.awaySources.map((source) => ({
      ...{ kind: "source" as const, key: `source ${source.sliId}`, source },
    })),
    ...overview.silentSlos.map((slo) => ({ kind: "slo" as const, key: `slo ${slo.sloId}`, slo })),
  ];
}

/** True when a commander may sit back. */
export const isCalm = (overview: Overview): boolean =>
  overview.drafts.length === 0 &&
  overview.open.every(({ incident }) => incident.kind === "maintenance") &&
  needsOf(overview).length === 0;

const keyOf = (one: Contradiction): string =>
  [
    one.kind,
    "componentId" in one ? one.componentId : "",
    "incidentId" in one ? (one.incidentId ?? "") : "",
  ].join(" ");
