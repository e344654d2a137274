import { z } from "zod";
import { merging, publication, reopening, unpublication } from "#lib/domain/incidents/input.ts";
import { endpoint } from "../../endpoint.ts";
import { incidentExample } from "../../incidents/example.ts";
import { incidentBody, presentIncident } from "../../incidents/incident.ts";
import { INCIDENT } from "./incidents.ts";

const tag = "Incidents";
const common = {
  methods: ["POST"],
  tag,
  permission: "incidents:write",
  status: 200,
  answer: incidentBody,
  present: presentIncident,
} as const;

export const publishIncident = endpoint({
  ...common,
  operationId: "publishIncident",
  path: `${INCIDENT}/publish`,
  summary: "Show a draft to everybody: its update is told now, its components are claimed from now on",
  body: z.object({ incident: publication.default({}) }),
  example: { request: { incident: { deliver_notifications: true } }, response: incidentExample },
});

export const unpublishIncident = endpoint({
  ...common,
  operationId: "unpublishIncident",
  path: `${INCIDENT}/unpublish`,
  summary: "Take a mistake back: it leaves everything public, and its claims go",
  description: "The record stays in the admin and in the audit log. What was sent cannot be unsent.",
  body: z.object({ incident: unpublication }),
  example: {
    request: { incident: { reason: "Opened on the wrong page" } },
    response: { ...incidentExample, phase: "unpublished", unpublish_reason: "Opened on the wrong page" },
  },
});

export const reopenIncident = endpoint({
  ...common,
  operationId: "reopenIncident",
  path: `${INCIDENT}/reopen`,
  summary:
    "Open a resolved incident again; what the end dropped is claimed again unless components say otherwise",
  body: z.object({ incident: reopening.default({}) }),
  example: { request: { incident: { body: "다시 실패하고 있습니다." } }, response: incidentExample },
});

export const mergeIncident = endpoint({
  ...common,
  operationId: "mergeIncident",
  path: `${INCIDENT}/merge`,
  summary: "Make a draft part of another incident; the answer is the one that survives",
  body: z.object({ incident: merging }),
  example: { request: { incident: { into: "p31zjtct2jer" } }, response: incidentExample },
});
