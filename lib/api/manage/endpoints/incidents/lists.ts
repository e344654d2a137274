import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { INCIDENT_KINDS } from "#lib/domain/incidents/incident.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import { singleLine } from "#lib/domain/input/text.ts";
import { endpoint, type PresentContext } from "../../endpoint.ts";
import { incidentExample } from "../../incidents/example.ts";
import { incidentBody, presentIncident } from "../../incidents/incident.ts";
import { INCIDENTS, windowExample } from "./incidents.ts";

const tag = "Incidents";
const present = (incidents: ToldIncident[], context: PresentContext) =>
  incidents.map((incident) => presentIncident(incident, context));

const search = listQuery.extend({
  q: singleLine(200).optional().meta({ description: "Part of the name or of an update's text" }),
  component_id: id.optional().meta({ description: "Only those that concern this component" }),
});

export const listIncidents = endpoint({
  operationId: "listIncidents",
  methods: ["GET"],
  path: INCIDENTS,
  tag,
  summary:
    "Incidents, maintenance and announcements, newest first; drafts and what was taken back are among them",
  permission: "page:read",
  query: search.extend({
    kind: z.enum(INCIDENT_KINDS).optional(),
    phase: z.enum(["open", "closed", "draft"]).optional().meta({
      description:
        "`open`: not over yet (windows while they run); `closed`: the past; `draft`: not published",
    }),
  }),
  status: 200,
  answer: z.array(incidentBody),
  present,
  example: { response: [incidentExample] },
});

const list = <Name extends string>(name: Name, path: string, summary: string, isWindow: boolean) =>
  endpoint({
    operationId: name,
    methods: ["GET"],
    path: `${INCIDENTS}/${path}`,
    tag,
    summary,
    permission: "page:read",
    query: search,
    status: 200,
    answer: z.array(incidentBody),
    present,
    example: { response: [isWindow ? windowExample : incidentExample] },
  });

export const listUnresolved = list(
  "listUnresolvedIncidents",
  "unresolved",
  "Published incidents that are not over",
  false,
);
export const listScheduled = list(
  "listScheduledIncidents",
  "scheduled",
  "Maintenance to come and under way",
  true,
);
export const listUpcoming = list(
  "listUpcomingIncidents",
  "upcoming",
  "Maintenance to come, the next first",
  true,
);
export const listActiveMaintenance = list(
  "listActiveMaintenance",
  "active_maintenance",
  "Maintenance under way (in progress or verifying)",
  true,
);
