import { z } from "zod";
import { type Alert, type AlertSource, alertSourcePatch, newAlertSource } from "#lib/domain/alerts/source.ts";
import { id } from "#lib/domain/id.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import { endpoint } from "../endpoint.ts";
import {
  alertBody,
  alertExample,
  alertSourceBody,
  alertSourceExample,
  presentAlert,
  presentAlertSource,
  presentAlertSourceWithSecret,
} from "./presenters.ts";

const tag = "Alerts";
const many = "/v1/pages/{page_id}/alert-sources";
const one = `${many}/{alert_source_id}`;

export const listAlertSources = endpoint({
  operationId: "listAlertSources",
  methods: ["GET"],
  path: many,
  tag,
  summary: "Where alerts come from, oldest first",
  permission: "monitors:write",
  query: listQuery,
  status: 200,
  answer: z.array(alertSourceBody),
  present: (sources: AlertSource[]) => sources.map(presentAlertSource),
  example: { response: [alertSourceExample] },
});

export const createAlertSource = endpoint({
  operationId: "createAlertSource",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add a source of alerts; the answer tells once where it sends them",
  description:
    "Rules name the components that an alert is about: every rule whose labels match suggests its component, and for each component the first rule that matches decides the state. `*` and `?` are wildcards.",
  permission: "monitors:write",
  body: z.object({ alert_source: newAlertSource }),
  status: 201,
  answer: alertSourceBody,
  present: presentAlertSourceWithSecret,
  example: {
    request: {
      alert_source: { kind: "alertmanager", name: "Production", rules: alertSourceExample.rules },
    },
    response: {
      ...alertSourceExample,
      ingest_url:
        "https://status.example.com/ingest/alertmanager/Qm9hdHMgYWdhaW5zdCB0aGUgY3VycmVudCBib3JuZSA",
    },
  },
});

export const readAlertSource = endpoint({
  operationId: "readAlertSource",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One source of alerts",
  permission: "monitors:write",
  status: 200,
  answer: alertSourceBody,
  present: presentAlertSource,
  example: { response: alertSourceExample },
});

export const updateAlertSource = endpoint({
  operationId: "updateAlertSource",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change or pause a source, or replace its address",
  permission: "monitors:write",
  body: z.object({ alert_source: alertSourcePatch }),
  status: 200,
  answer: alertSourceBody,
  present: presentAlertSourceWithSecret,
  example: {
    request: { alert_source: { damp_seconds: 120 } },
    response: { ...alertSourceExample, damp_seconds: 120 },
  },
});

export const deleteAlertSource = endpoint({
  operationId: "deleteAlertSource",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "End a source: its address answers as if it had never been; its alerts and drafts stay",
  permission: "monitors:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const listAlerts = endpoint({
  operationId: "listAlerts",
  methods: ["GET"],
  path: "/v1/pages/{page_id}/alerts",
  tag,
  summary: "Alerts that came, the newest first, and what was made of them",
  permission: "page:read",
  query: listQuery.extend({
    status: z.enum(["firing", "resolved"]).optional(),
    source_id: id.optional(),
    incident_id: id.optional(),
  }),
  status: 200,
  answer: z.array(alertBody),
  present: (alerts: Alert[]) => alerts.map(presentAlert),
  example: { response: [alertExample] },
});
