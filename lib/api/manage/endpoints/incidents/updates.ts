import { z } from "zod";
import { newUpdate, updatePatch } from "#lib/domain/incidents/input.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { endpoint } from "../../endpoint.ts";
import { presentIncident } from "../../incidents/incident.ts";
import { incidentUpdateBody, incidentUpdateExample, presentIncidentUpdate } from "../../incidents/update.ts";
import { INCIDENT } from "./incidents.ts";

const tag = "Incident updates";
const many = `${INCIDENT}/incident_updates`;

export const postUpdate = endpoint({
  operationId: "postIncidentUpdate",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Tell what is new: text, status, states of components",
  description: "`resolved` drops every claim of the incident, whatever components are sent.",
  permission: "incidents:write",
  body: z.object({ incident_update: newUpdate }),
  status: 201,
  answer: incidentUpdateBody,
  present: (incident: ToldIncident) => presentIncidentUpdate(incident.updates[0]!, incident.names),
  presentCurrent: presentIncident,
  example: {
    request: { incident_update: { status: "identified", body: "원인을 찾았고 고치고 있습니다." } },
    response: incidentUpdateExample,
  },
});

export const editUpdate = endpoint({
  operationId: "updateIncidentUpdate",
  methods: ["PATCH", "PUT"],
  path: `${many}/{incident_update_id}`,
  tag,
  summary: "Change the text or the time of an update; readers see that it was edited, and the earlier text",
  permission: "incidents:write",
  body: z.object({ incident_update: updatePatch }),
  status: 200,
  answer: incidentUpdateBody,
  present: ({ incident, updateId }: { incident: ToldIncident; updateId: string }) =>
    presentIncidentUpdate(incident.updates.find(({ id }) => id === updateId)!, incident.names),
  presentCurrent: ({ incident }, context) => presentIncident(incident, context),
  example: {
    request: { incident_update: { body: "원인을 찾았습니다. 10분 안에 고칩니다." } },
    response: {
      ...incidentUpdateExample,
      body: "원인을 찾았습니다. 10분 안에 고칩니다.",
      edited_at: "2026-11-23T05:13:00.000Z",
      earlier: [
        {
          body: incidentUpdateExample.body,
          translations: incidentUpdateExample.translations,
          display_at: incidentUpdateExample.display_at,
          replaced_at: "2026-11-23T05:13:00.000Z",
        },
      ],
    },
  },
});
