import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import { type ComponentWithStatus, componentPatch, newComponent } from "#lib/domain/page/component.ts";
import { uptimeQuery } from "#lib/domain/page/uptime-range.ts";
import { componentBody, componentExample, presentComponent } from "../component.ts";
import { endpoint } from "../endpoint.ts";
import { presentUptime, uptimeBody, uptimeExample } from "../uptime.ts";

const tag = "Components";
const many = "/v1/pages/{page_id}/components";
const one = `${many}/{component_id}`;

export const archivedQuery = listQuery.extend({
  archived: z.boolean().optional().meta({ description: "true: only archived ones" }),
});

export const listComponents = endpoint({
  operationId: "listComponents",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's components by position",
  permission: "page:read",
  query: archivedQuery,
  status: 200,
  answer: z.array(componentBody),
  present: (components: ComponentWithStatus[]) => components.map(presentComponent),
  example: { response: [componentExample] },
});

export const createComponent = endpoint({
  operationId: "createComponent",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add a component",
  permission: "components:write",
  body: z.object({ component: newComponent }),
  status: 201,
  answer: componentBody,
  present: presentComponent,
  example: {
    request: {
      component: {
        name: "REST API",
        description: "요청을 받아 처리하는 공개 API입니다.",
        start_date: "2026-11-01",
        translations: { en: { name: "REST API", description: "The public API that takes requests." } },
      },
    },
    response: componentExample,
  },
});

export const readComponent = endpoint({
  operationId: "readComponent",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One component",
  permission: "page:read",
  status: 200,
  answer: componentBody,
  present: presentComponent,
  example: { response: componentExample },
});

export const updateComponent = endpoint({
  operationId: "updateComponent",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change a component, or what it shows",
  description:
    "`status` of a component without monitors is its state from now on. With monitors it is a visible override, until it is set to operational.",
  permission: "components:write",
  body: z.object({ component: componentPatch }),
  status: 200,
  answer: componentBody,
  present: presentComponent,
  example: {
    request: { component: { status: "partial_outage" } },
    response: { ...componentExample, status: "partial_outage" },
  },
});

export const archiveComponent = endpoint({
  operationId: "archiveComponent",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Archive a component with its monitors; its history stays",
  permission: "components:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const readComponentUptime = endpoint({
  operationId: "readComponentUptime",
  methods: ["GET"],
  path: `${one}/uptime`,
  tag,
  summary: "Uptime of a component over at most six calendar months",
  permission: "page:read",
  query: uptimeQuery,
  status: 200,
  answer: uptimeBody,
  present: presentUptime,
  example: { response: uptimeExample },
});
