import { z } from "zod";
import { maintenanceAct, maintenanceExtension } from "#lib/domain/incidents/maintenance-input.ts";
import { endpoint } from "../endpoint.ts";
import { INCIDENT, windowExample } from "../endpoints/incidents/incidents.ts";
import { incidentBody, presentIncident } from "../incidents/incident.ts";

const common = {
  methods: ["POST"],
  tag: "Maintenance",
  permission: "incidents:write",
  status: 200,
  answer: incidentBody,
  present: presentIncident,
} as const;
const said = z.object({ incident: maintenanceAct.default({}) });

export const startMaintenance = endpoint({
  ...common,
  operationId: "startMaintenance",
  path: `${INCIDENT}/start`,
  summary: "Begin a window now",
  description:
    "Before its announced start this moves the start, with a new version of its notice. A text that is left out becomes a fixed sentence.",
  body: said,
  example: { request: { incident: {} }, response: { ...windowExample, status: "in_progress" } },
});

export const verifyMaintenance = endpoint({
  ...common,
  operationId: "verifyMaintenance",
  path: `${INCIDENT}/verify`,
  summary: "The work of a running window is done, and its result is looked at",
  body: said,
  example: { request: { incident: {} }, response: { ...windowExample, status: "verifying" } },
});

export const completeMaintenance = endpoint({
  ...common,
  operationId: "completeMaintenance",
  path: `${INCIDENT}/complete`,
  summary: "End a running window now",
  body: said,
  example: {
    request: { incident: { body: "점검을 일찍 마쳤습니다." } },
    response: { ...windowExample, status: "completed" },
  },
});

export const extendMaintenance = endpoint({
  ...common,
  operationId: "extendMaintenance",
  path: `${INCIDENT}/extend`,
  summary: "Move the end of a running window",
  description:
    "The new end holds from now on, with a new version of its notice: an overrun that has passed stays one. Times of a window that has not begun are changed by PATCH.",
  body: z.object({ incident: maintenanceExtension }),
  example: {
    request: { incident: { scheduled_until: "2026-12-01T05:00:00+09:00" } },
    response: { ...windowExample, status: "in_progress" },
  },
});

export const cancelMaintenance = endpoint({
  ...common,
  operationId: "cancelMaintenance",
  path: `${INCIDENT}/cancel`,
  summary: "Call off a window that has not begun",
  description: "`/api/v2` shows it as completed, with an update that says so.",
  body: said,
  example: { request: { incident: {} }, response: { ...windowExample, status: "completed" } },
});
