import type { AwaySource, SilentSlo } from "../../slo/overview.ts";
import type { OverdueRestoreTest } from "../../slo/sent/integrity.ts";
import type { Violation } from "../../slo/violation.ts";
import type { Impact } from "../../snapshot.ts";
import type { ComponentFact, Contradiction, Stale } from "../contradictions.ts";
import type { Incident } from "../incident.ts";

/** A monitor that is on and of which nothing is known for longer than three of its intervals. */
export type SilentMonitor = { monitorId: string; componentId: string; kind: string; since: number };

export type OverviewIncident = {
  incident: Incident;
  impact: Impact;
  owner: { id: string; name: string } | null;
  /** Since it began. */
  ageMs: number;
  lastUpdateAt: number;
};

/** What is wrong now, who is on it, what is stale: the first thing that a commander sees. */
export type Overview = {
  now: number;
  /** Published and not over: incidents, announcements and running windows, newest first. */
  open: OverviewIncident[];
  drafts: OverviewIncident[];
  /** The next windows, the first first. */
  upcoming: OverviewIncident[];
  contradictions: Contradiction[];
  stale: Stale[];
  /** Automation thinks that these are over; a person decides. */
  proposals: { incidentId: string; proposedAt: number }[];
  /** Drafts of automation that nobody has touched, and when they publish themselves (null: never). */
  unattended: { incidentId: string; since: number; publishesAt: number | null }[];
  silentMonitors: SilentMonitor[];
  /** Open violations of SLOs that warn or page, the worst first. */
  violations: Violation[];
  /** Sources of figures that have not answered for minutes, and SLOs of which nothing is known any more. */
  awaySources: AwaySource[];
  silentSlos: SilentSlo[];
  /** Nobody has practised a restore with success for more than a month; null: somebody has, or nothing is expected. */
  overdueRestoreTest: OverdueRestoreTest | null;
  /** Every component with what it shows, private ones too. */
  components: ComponentFact[];
};
