import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { impactOf } from "#lib/domain/incidents/impact.ts";
import { IMPACT_OVERRIDES, INCIDENT_KINDS, ORIGINS } from "#lib/domain/incidents/incident.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { translations } from "#lib/domain/language.ts";
import { keepsStates } from "#lib/domain/maintenance/plan.ts";
import { STATES } from "#lib/domain/status/state.ts";
import { componentBody, presentComponent } from "../component.ts";
import type { PresentContext } from "../endpoint.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";
import { presentWindow, windowFields } from "./maintenance.ts";
import { postmortemFields, presentPostmortemFields } from "./postmortem.ts";
import { eventStatus, incidentUpdateBody, presentIncidentUpdate } from "./update.ts";

/** Hours after which the owner of a silent incident is reminded, as Statuspage writes them. */
const REMINDER_INTERVALS = "[3, 6, 12, 24]";

const ours = {
  kind: z.enum(INCIDENT_KINDS),
  phase: z.enum(["draft", "published", "unpublished", "merged"]),
  draft: z.boolean().meta({ description: "Not published yet: no claim, nothing public" }),
  published_at: instant.nullable(),
  unpublished_at: instant.nullable(),
  unpublish_reason: z.string().nullable(),
  merged_into_id: id.nullable(),
  revision: z
    .number()
    .int()
    .meta({ description: "Send it back with a change: an older one than the stored gets 409" }),
  priority: z.union([z.literal(1), z.literal(2)]).nullable(),
  next_update_at: instant.nullable(),
  owner_id: z.string().nullable(),
  origin: z.object({ kind: z.enum(ORIGINS), id: z.string().nullable() }),
  attended: z
    .boolean()
    .meta({ description: "A person or a client has touched it: automation only proposes" }),
  auto_publish_at: instant.nullable(),
  resolve_proposed_at: instant.nullable(),
  edited_at: instant.nullable().meta({ description: "The last edit of what readers had seen" }),
  component_states: z
    .record(z.string(), z.enum(STATES))
    .meta({ description: "What it claims of each component now" }),
  component_times: z.array(
    z.object({ component_id: id, state: z.enum(STATES), started_at: instant, ended_at: instant.nullable() }),
  ),
  translations,
  earlier_names: z
    .array(z.object({ name: z.string(), translations, replaced_at: instant }))
    .meta({ description: "What readers saw before it was renamed, newest first" }),
};

/** An incident as Statuspage tells it, and behind it what only we know. */
export const incidentBody = z
  .object({
    id,
    page_id: id,
    name: z.string(),
    status: eventStatus,
    created_at: instant,
    updated_at: instant,
    started_at: instant,
    monitoring_at: instant.nullable(),
    resolved_at: instant.nullable(),
    impact: z.enum(["none", "minor", "major", "critical", "maintenance"]),
    impact_override: z.enum(IMPACT_OVERRIDES).nullable(),
    shortlink: z.url(),
    backfilled: z.boolean(),
    metadata: z.record(z.string(), z.record(z.string(), z.unknown())),
    reminder_intervals: z.string().nullable(),
    ...windowFields,
    ...postmortemFields,
    incident_updates: z.array(incidentUpdateBody).meta({ description: "Newest first" }),
    components: z.array(componentBody),
    ...ours,
  })
  .meta({ id: "Incident" });
export type IncidentBody = z.infer<typeof incidentBody>;

const presentOurs = (incident: ToldIncident) => ({
  kind: incident.kind,
  phase: phaseOf(incident),
  draft: incident.publishedAt === null,
  published_at: instantTextOrNull(incident.publishedAt),
  unpublished_at: instantTextOrNull(incident.unpublishedAt),
  unpublish_reason: incident.unpublishReason,
  merged_into_id: incident.mergedIntoId,
  revision: incident.revision,
  priority: incident.priority,
  next_update_at: instantTextOrNull(incident.nextUpdateAt),
  owner_id: incident.ownerId,
  origin: { kind: incident.origin, id: incident.originId },
  attended: incident.isAttended,
  auto_publish_at: instantTextOrNull(incident.autoPublishAt),
  resolve_proposed_at: instantTextOrNull(incident.resolveProposedAt),
  edited_at: instantTextOrNull(editedAt(incident)),
  component_states: Object.fromEntries(incident.components.map((one) => [one.componentId, one.state])),
  component_times: incident.componentTimes.map((time) => ({
    component_id: time.componentId,
    state: time.state,
    started_at: instantText(time.startedAt),
    ended_at: instantTextOrNull(time.endedAt),
  })),
  translations: incident.translations,
  earlier_names: incident.earlierNames.map((one) => ({
    name: one.name,
    translations: one.translations,
    replaced_at: instantText(one.replacedAt),
  })),
});

function editedAt({ updates }: ToldIncident): number | null {
  const edits = updates.flatMap((update) => (update.editedAt === null ? [] : [update.editedAt]));
  return edits.length > 0 ? Math.max(...edits) : null;
}

export const presentIncident = (incident: ToldIncident, { publicUrl }: PresentContext): IncidentBody => ({
  id: incident.id,
  page_id: incident.pageId,
  name: incident.name,
  status: incident.status,
  created_at: instantText(incident.createdAt),
  updated_at: instantText(incident.updatedAt),
  started_at: instantText(incident.startedAt),
  monitoring_at: instantTextOrNull(incident.monitoringAt),
  resolved_at: instantTextOrNull(incident.resolvedAt),
  impact: impactOf(incident),
  impact_override: incident.impactOverride,
  shortlink: `${publicUrl}/${incident.kind === "maintenance" ? "maintenance" : "incidents"}/${incident.id}`,
  backfilled: incident.isBackfilled,
  metadata: incident.metadata,
  reminder_intervals: incident.kind === "maintenance" ? null : REMINDER_INTERVALS,
  ...presentWindow(incident.maintenance, incident.status !== "completed" && keepsStates(incident)),
  ...presentPostmortemFields(incident),
  incident_updates: incident.updates.map((update) => presentIncidentUpdate(update, incident.names)),
  components: incident.shown.map(presentComponent),
  ...presentOurs(incident),
});
