import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import { impactOfState } from "#lib/domain/incidents/impact.ts";
import type { EventStatus, Incident } from "#lib/domain/incidents/incident.ts";
import type { Language, Translations } from "#lib/domain/language.ts";
import type {
  Impact,
  IncidentStatus,
  SnapshotComponent,
  SnapshotIncident,
  SnapshotUpdate,
} from "#lib/domain/snapshot.ts";
import { type WireState, worst } from "#lib/domain/status/state.ts";

/** What the frame of the preview is told to draw. */
export type PreviewMessage =
  | { kind: "incident"; language: Language; incident: SnapshotIncident; components: SnapshotComponent[] }
  | { kind: "postmortem"; language: Language; body: string };

export type Said = {
  name: string;
  translations: Translations;
  status: EventStatus;
  kind: "incident" | "announcement";
  body: string;
  bodyTranslations: Translations;
  components: { componentId: string; state: WireState }[];
  impact: Impact | null;
  startedAt: number;
  resolvedAt: number | null;
  nextUpdateAt: number | null;
  /** Published already; what is being written stands above it. */
  earlier: Incident["updates"];
};

const iso = (at: number) => new Date(at).toISOString();

function update(
  given: Pick<Incident["updates"][number], "id" | "status" | "body" | "translations" | "displayAt">,
): SnapshotUpdate<IncidentStatus> {
  const at = iso(given.displayAt);
  return {
    id: given.id,
    status: given.status as IncidentStatus,
    body: given.body,
    translations: given.translations,
    ...{ createdAt: at, updatedAt: at, displayAt: at },
    ...{ deliverNotifications: true, editedAt: null, earlier: [], affectedComponents: null },
  };
}

/** The incident as the public page would have it if this were published now. */
export function shownIncident(said: Said, now: number): SnapshotIncident {
  const at = iso(now);
  const { status, body, bodyTranslations, components } = said;
  const present = { id: "preview00000", status, body, translations: bodyTranslations, displayAt: now };
  return {
    id: "preview00000",
    kind: said.kind,
    name: said.name,
    translations: said.translations,
    status: status as IncidentStatus,
    impact:
      said.impact ??
      impactOfState(worst(["operational", ...components.map(({ state }) => state)]) as WireState),
    ...{ createdAt: at, updatedAt: at, startedAt: iso(said.startedAt), monitoringAt: null },
    resolvedAt: said.resolvedAt === null ? null : iso(said.resolvedAt),
    updates: [update(present), ...said.earlier.map(update)],
    componentIds: components.map(({ componentId }) => componentId),
    nextUpdateAt: said.nextUpdateAt === null ? null : iso(said.nextUpdateAt),
    ...{ isBackfilled: false, postmortem: null, earlierNames: [] },
  };
}

/** Components as the public page knows them, in the states that are being said. */
export const shownComponents = (
  choices: readonly ComponentChoice[],
  said: Pick<Said, "components">,
): SnapshotComponent[] =>
  choices
    .filter(({ isPublished }) => isPublished)
    .map(({ id, name, translations, state }, position) => ({
      ...{ id, name, translations, position, groupId: null, description: null },
      ...{ showcase: true, onlyShowIfDegraded: false, startDate: null, createdAt: "", updatedAt: "" },
      state: said.components.find(({ componentId }) => componentId === id)?.state ?? state,
      ...{ wireState: "operational", data: "fresh", since: null, overridden: false, metrics: null },
      ...{ days: [], uptime90d: null, coverage90d: "0", uptime30d: null },
    }));
