import type { Snapshot, SnapshotDay } from "./snapshot.ts";

/** What a snapshot is before it has a version. */
export type SnapshotDraft = Omit<Snapshot, "version" | "updatedAt">;

type WithFigures = { days: SnapshotDay[]; uptime90d: unknown; coverage90d: unknown; uptime30d: unknown };

/** Finished days with their seconds. Today is left out: its seconds grow while nothing happens. */
function withoutFigures<T extends WithFigures>({ uptime90d, coverage90d, uptime30d, days, ...rest }: T) {
  const finished = days.slice(0, -1).map(({ date, seconds }) => ({ date, seconds }));
  return { ...rest, days: finished };
}

const sortKeys = (_key: string, value: unknown): unknown =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/**
 * The part of a snapshot whose change raises its version, as canonical JSON (keys sorted) for hashing: everything but
 * asOf, version, updatedAt, today's seconds, and figures that only passing time moves (uptime and coverage percentages,
 * response-time metrics).
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
  };
  return JSON.stringify(content, sortKeys);
}
