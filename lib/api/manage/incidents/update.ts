import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import {
  INCIDENT_STATUSES,
  type IncidentUpdate,
  MAINTENANCE_STATUSES,
} from "#lib/domain/incidents/incident.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { translations } from "#lib/domain/language.ts";
import { STATES } from "#lib/domain/status/state.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

export const eventStatus = z.enum([...INCIDENT_STATUSES, ...MAINTENANCE_STATUSES]);

const affected = z.object({
  code: id,
  name: z.string(),
  old_status: z.enum(STATES),
  new_status: z.enum(STATES),
});

/** An update as Statuspage tells it, and behind it what only we know. */
export const incidentUpdateBody = z
  .object({
    id,
    incident_id: id,
    status: eventStatus,
    body: z.string(),
    created_at: instant,
    updated_at: instant,
    display_at: instant,
    affected_components: z.array(affected).nullable(),
    deliver_notifications: z.boolean(),
    custom_tweet: z.null(),
    tweet_id: z.null(),
    twitter_updated_at: z.null(),
    wants_twitter_update: z.literal(false),
    translations,
    automatic: z.boolean().meta({ description: "The product wrote it, no person and no client" }),
    edited_at: instant.nullable().meta({ description: "When what readers had seen was changed" }),
    earlier: z.array(z.object({ body: z.string(), translations, display_at: instant, replaced_at: instant })),
  })
  .meta({ id: "IncidentUpdate" });

export const presentIncidentUpdate = (
  update: IncidentUpdate,
  names: ToldIncident["names"],
): z.infer<typeof incidentUpdateBody> => ({
  id: update.id,
  incident_id: update.incidentId,
  status: update.status,
  body: update.body,
  created_at: instantText(update.createdAt),
  updated_at: instantText(update.updatedAt),
  display_at: instantText(update.displayAt),
  affected_components:
    update.components?.map(({ componentId, oldState, newState }) => ({
      code: componentId,
      name: names.get(componentId) ?? componentId,
      old_status: oldState,
      new_status: newState,
    })) ?? null,
  deliver_notifications: update.deliverNotifications,
  custom_tweet: null,
  tweet_id: null,
  twitter_updated_at: null,
  wants_twitter_update: false,
  translations: update.translations,
  automatic: update.isAutomatic,
  edited_at: instantTextOrNull(update.editedAt),
  earlier: update.earlier.map((one) => ({
    body: one.body,
    translations: one.translations,
    display_at: instantText(one.displayAt),
    replaced_at: instantText(one.replacedAt),
  })),
});

export const incidentUpdateExample: z.infer<typeof incidentUpdateBody> = {
  id: "u5q2w8e1r7t4",
  incident_id: "p31zjtct2jer",
  status: "identified",
  body: "원인을 찾았고 고치고 있습니다.",
  created_at: "2026-11-23T05:12:00.000Z",
  updated_at: "2026-11-23T05:12:00.000Z",
  display_at: "2026-11-23T05:12:00.000Z",
  affected_components: [
    {
      code: "8kbf7d35c070",
      name: "API - REST API",
      old_status: "partial_outage",
      new_status: "degraded_performance",
    },
  ],
  deliver_notifications: true,
  custom_tweet: null,
  tweet_id: null,
  twitter_updated_at: null,
  wants_twitter_update: false,
  translations: { en: { body: "We found the cause and are fixing it." } },
  automatic: false,
  edited_at: null,
  earlier: [],
};
