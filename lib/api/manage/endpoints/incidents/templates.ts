import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import { newTemplate, TEMPLATE_KINDS, templatePatch } from "#lib/domain/templates/template.ts";
import { endpoint } from "../../endpoint.ts";
import {
  presentTemplate,
  type ToldTemplate,
  templateBody,
  templateExample,
} from "../../incidents/template.ts";

const tag = "Incident templates";
const many = "/v1/pages/{page_id}/incident_templates";
const one = `${many}/{template_id}`;

export const listTemplates = endpoint({
  operationId: "listIncidentTemplates",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's templates by name",
  permission: "page:read",
  query: listQuery.extend({ kind: z.enum(TEMPLATE_KINDS).optional() }),
  status: 200,
  answer: z.array(templateBody),
  present: (templates: ToldTemplate[]) => templates.map(presentTemplate),
  example: { response: [templateExample] },
});

export const createTemplate = endpoint({
  operationId: "createIncidentTemplate",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add a template",
  description:
    "Names in double braces are filled in when it is used: `{{page}}` `{{components}}` `{{status}}` `{{date}}` `{{time}}`; of an update also `{{incident}}`, of maintenance `{{starts}}` `{{ends}}`. Other names are refused. `title` and `body` are texts of the incident, `name` is yours.",
  permission: "incidents:write",
  body: z.object({ template: newTemplate }),
  status: 201,
  answer: templateBody,
  present: presentTemplate,
  example: {
    request: {
      template: { name: templateExample.name, title: templateExample.title, body: templateExample.body },
    },
    response: templateExample,
  },
});

export const readTemplate = endpoint({
  operationId: "readIncidentTemplate",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One template",
  permission: "page:read",
  status: 200,
  answer: templateBody,
  present: presentTemplate,
  example: { response: templateExample },
});

export const updateTemplate = endpoint({
  operationId: "updateIncidentTemplate",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change a template",
  description: "`components` and `component_ids` together are the whole list.",
  permission: "incidents:write",
  body: z.object({ template: templatePatch }),
  status: 200,
  answer: templateBody,
  present: presentTemplate,
  example: { request: { template: { name: "API 장애" } }, response: templateExample },
});

export const deleteTemplate = endpoint({
  operationId: "deleteIncidentTemplate",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Delete a template; incidents that were begun with it stay",
  permission: "incidents:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
