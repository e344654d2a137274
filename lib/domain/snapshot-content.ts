import type { Snapshot, SnapshotDay, SnapshotSlo } from "./snapshot.ts";
import { ALL_STATES } from "./status/state.ts";

/** What a snapshot is before it has a version. */
export type SnapshotDraft = Omit<Snapshot, "version" | "updatedAt">;

type WithFigures = { days: SnapshotDay[]; uptime90d: unknown; coverage90d: unknown; uptime30d: unknown };

/** One word per day: sorting the keys of thousands of small objects would cost more than building the snapshot. */
const dayWord = ({ date, seconds }: SnapshotDay): string =>
  [date, ...ALL_STATES.map((state) => seconds[state] ?? 0)].join(" ");

/** Finished days with their seconds. Today is left out: its seconds grow while nothing happens. */
function withoutFigures<T extends WithFigures>({ uptime90d, coverage90d, uptime30d, days, ...rest }: T) {
  return { ...rest, days: days.slice(0, -1).map(dayWord) };
}

/** What people defined, and which targets are met: the rest moves with every measurement. */
const withoutMeasures = ({ objectives, ...slo }: SnapshotSlo) => ({
  ...slo,
  objectives: objectives.map(({ month, ninetyDays, ...objective }) => ({
    ...objective,
    isMet: [month?.isMet ?? null, ninetyDays?.isMet ?? null],
  })),
});

const sortKeys = (_key: string, value: unknown): unknown =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/**
 * The part of a snapshot whose change raises its version, as canonical JSON (keys sorted) for hashing: everything but
 * asOf, version, updatedAt, today's seconds, and figures that only passing time moves (uptime and coverage percentages,
 * response-time metrics, figures of SLOs).
 */
export function contentOf(snapshot: SnapshotDraft): string {
  const { uptime90d, coverage90d, ...page } = snapshot.page;
  const content = {
    format: snapshot.format,
    page,
    policy: snapshot.policy,
    groups: snapshot.groups.map(withoutFigures),
    components: snapshot.components.map(({ metrics, ...component }) => withoutFigures(component)),
    incidents: snapshot.incidents,
    maintenances: snapshot.maintenances,
    corrections: snapshot.corrections,
    slos: snapshot.slos.map(withoutMeasures),
    archive: snapshot.archive,
  };
  return JSON.stringify(content, sortKeys);
}
