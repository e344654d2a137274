import { z } from "zod";
import { incidentPatch, newIncident } from "#lib/domain/incidents/input.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { singleLine } from "#lib/domain/input/text.ts";
import { endpoint } from "../../endpoint.ts";
import { incidentExample } from "../../incidents/example.ts";
import { incidentBody, presentIncident } from "../../incidents/incident.ts";
import { presentWindow } from "../../incidents/maintenance.ts";

const tag = "Incidents";
export const INCIDENTS = "/v1/pages/{page_id}/incidents";
export const INCIDENT = `${INCIDENTS}/{incident_id}`;

const tweet = z
  .boolean()
  .optional()
  .meta({ description: "Taken for Statuspage's clients; nothing is tweeted" });
/** What clients of Statuspage send and what means nothing here. */
const ignored = {
  auto_tweet_at_beginning: tweet,
  auto_tweet_on_completion: tweet,
  auto_tweet_on_creation: tweet,
  auto_tweet_one_hour_before: tweet,
  reminder_intervals: z.unknown().optional().meta({
    description: "Taken and ignored: owners are reminded after 3, 6, 12 and 24 hours of silence",
  }),
};

export const createIncident = endpoint({
  operationId: "createIncident",
  methods: ["POST"],
  path: INCIDENTS,
  tag,
  summary: "Open an incident, schedule maintenance, announce something, or tell an incident after the fact",
  description:
    "With `scheduled_for` (or `kind: maintenance`) it is a maintenance window. `kind: announcement` tells something without an outage. `backfilled` or `backfill_date` tells what is over: it changes no component's past, unless `component_times` says so, and nobody is notified. `draft: true` keeps it to yourselves. With `template_id` what is left out is taken from the template.",
  permission: "incidents:write",
  body: z.object({
    incident: newIncident.extend({
      name: newIncident.shape.name.optional().meta({ description: "Required, unless a template brings it" }),
      ...ignored,
    }),
  }),
  status: 201,
  answer: incidentBody,
  present: presentIncident,
  example: {
    request: {
      incident: {
        name: "REST API 오류 증가",
        status: "investigating",
        body: "요청의 일부가 실패하고 있습니다. 원인을 조사하고 있습니다.",
        components: { "8kbf7d35c070": "partial_outage" },
        translations: { en: { name: "More errors in the REST API" } },
      },
    },
    response: incidentExample,
  },
});

export const readIncident = endpoint({
  operationId: "readIncident",
  methods: ["GET"],
  path: INCIDENT,
  tag,
  summary: "One incident, maintenance window or announcement; a draft too",
  permission: "page:read",
  status: 200,
  answer: incidentBody,
  present: presentIncident,
  example: { response: incidentExample },
});

export const updateIncident = endpoint({
  operationId: "updateIncident",
  methods: ["PATCH", "PUT"],
  path: INCIDENT,
  tag,
  summary: "Change an incident; with a status, a body or components an update is posted, as at Statuspage",
  description:
    "`component_ids` is the whole list: who is not named leaves the incident. A transition that is not allowed gets 409, which names the allowed ones; so does a `revision` older than the stored one, with the incident as it is now under `current`. Other times of a window: see the acts of maintenance.",
  permission: "incidents:write",
  body: z.object({ incident: incidentPatch.extend(ignored) }),
  status: 200,
  answer: incidentBody,
  present: presentIncident,
  example: {
    request: {
      incident: {
        status: "identified",
        body: "원인을 찾았고 고치고 있습니다.",
        components: { "8kbf7d35c070": "degraded_performance" },
        revision: 1,
      },
    },
    response: incidentExample,
  },
});

export const deleteIncident = endpoint({
  operationId: "deleteIncident",
  methods: ["DELETE"],
  path: INCIDENT,
  tag,
  summary: "Take an incident back: it leaves everything public; a draft is really deleted",
  description: "Its record stays in the admin and in the audit log. The same as unpublishing it.",
  permission: "incidents:write",
  query: z.object({
    reason: singleLine(1_000).optional().meta({ description: "Why; kept in the record" }),
  }),
  status: 200,
  answer: incidentBody,
  present: (incident: ToldIncident, context) => presentIncident(incident, context),
  example: {
    response: {
      ...incidentExample,
      phase: "unpublished",
      unpublished_at: "2026-11-23T06:00:00.000Z",
      unpublish_reason: "Deleted through the API",
    },
  },
});

/** A window as an example: for the lists of maintenance. */
export const windowExample: typeof incidentExample = {
  ...incidentExample,
  ...presentWindow({
    scheduledFor: Date.parse("2026-12-01T17:00:00Z"),
    scheduledUntil: Date.parse("2026-12-01T19:00:00Z"),
    startsItself: true,
    endsItself: true,
    notifiesAtStart: true,
    notifiesAtEnd: true,
    remindMinutes: [60],
    seriesId: null,
    occurrenceAt: null,
    cancelledAt: null,
    remindedAt: null,
    notices: [],
  }),
  name: "데이터베이스 정기 점검",
  kind: "maintenance",
  status: "scheduled",
  impact: "maintenance",
  reminder_intervals: null,
  incident_updates: [],
  translations: {},
};
