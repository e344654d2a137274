import { overallSentence, word } from "./glossary.ts";
import type { Language } from "./language.ts";
import type { Snapshot, SnapshotComponent, SnapshotIncident, SnapshotMaintenance } from "./snapshot.ts";
import { type Indicator, overallStatus } from "./status/indicator.ts";
import type { State } from "./status/state.ts";

/** How loud the page is: one look for each indicator, in the colours and shapes of the states. */
const TONES: Record<Indicator, State> = {
  none: "operational",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
  maintenance: "under_maintenance",
};

export type OverallView = { tone: State; sentence: string; why: string | null };

/** What the page says about itself: Statuspage's sentence, or plainly that nothing is known yet. */
export function overallView(snapshot: Snapshot, language: Language): OverallView {
  const states = snapshot.components.map((component) => component.state);
  const neutral = (
    sentence: "no_components" | "no_data_yet",
    why: "no_components_why" | "no_data_yet_why",
  ) => ({
    tone: "unknown" as const,
    sentence: word(sentence, language),
    why: word(why, language),
  });
  if (states.length === 0) return neutral("no_components", "no_components_why");
  if (states.every((state) => state === "unknown")) return neutral("no_data_yet", "no_data_yet_why");
  const { indicator, description } = overallStatus(states);
  return { tone: TONES[indicator], sentence: overallSentence(description, language), why: null };
}

const IMPACT_ORDER = ["critical", "major", "minor", "maintenance", "none"] as const;

const isOpen = ({ status }: SnapshotIncident) => status !== "resolved" && status !== "postmortem";

/** Open incidents, worst first, then newest first. */
export const openIncidents = (snapshot: Snapshot): SnapshotIncident[] =>
  snapshot.incidents
    .filter((incident) => incident.kind === "incident" && isOpen(incident))
    .sort(
      (a, b) =>
        IMPACT_ORDER.indexOf(a.impact) - IMPACT_ORDER.indexOf(b.impact) ||
        (a.startedAt < b.startedAt ? 1 : -1),
    );

/** What is being told without an outage, newest first. */
export const openAnnouncements = (snapshot: Snapshot): SnapshotIncident[] =>
  snapshot.incidents.filter((incident) => incident.kind === "announcement" && isOpen(incident));

export const runningMaintenances = (snapshot: Snapshot): SnapshotMaintenance[] =>
  snapshot.maintenances.filter(
    (one) => !one.cancelledAt && (one.status === "in_progress" || one.status === "verifying"),
  );

/** What is coming up, soonest first; also what would have come, so that who reckons with it learns that it does not. */
export const plannedMaintenances = (snapshot: Snapshot): SnapshotMaintenance[] =>
  snapshot.maintenances
    .filter((one) => (one.cancelledAt ? one.scheduledFor > snapshot.asOf : one.status === "scheduled"))
    .sort((a, b) => (a.scheduledFor < b.scheduledFor ? -1 : 1));

/** A page that is calm in its figures while an incident is open shows the incident above everything. */
export const isContradicted = (snapshot: Snapshot): boolean =>
  openIncidents(snapshot).length > 0 &&
  overallStatus(snapshot.components.map((component) => component.state)).indicator === "none";

/** Components that the page lists: those shown only when degraded stay away while all is well. */
export const listedComponents = (snapshot: Snapshot): SnapshotComponent[] =>
  snapshot.components.filter(
    (one) => !one.onlyShowIfDegraded || (one.state !== "operational" && one.state !== "unknown"),
  );
