import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import {
  type ComponentGroup,
  componentGroupPatch,
  newComponentGroup,
} from "#lib/domain/page/component-group.ts";
import { uptimeQuery } from "#lib/domain/page/uptime-range.ts";
import { componentGroupBody, componentGroupExample, presentComponentGroup } from "../component-group.ts";
import { endpoint } from "../endpoint.ts";
import { presentUptime, uptimeBody, uptimeExample } from "../uptime.ts";

const tag = "Component groups";
const many = "/v1/pages/{page_id}/component-groups";
const one = `${many}/{component_group_id}`;

/** Statuspage has the description beside the group; inside it is taken as well. */
const beside = { description: newComponentGroup.shape.description };

export const listComponentGroups = endpoint({
  operationId: "listComponentGroups",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's component groups by position",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(componentGroupBody),
  present: (groups: ComponentGroup[]) => groups.map(presentComponentGroup),
  example: { response: [componentGroupExample] },
});

export const createComponentGroup = endpoint({
  operationId: "createComponentGroup",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add a component group",
  permission: "components:write",
  body: z.object({ ...beside, component_group: newComponentGroup }),
  status: 201,
  answer: componentGroupBody,
  present: presentComponentGroup,
  example: {
    request: { component_group: { name: "API", components: ["8kbf7d35c070"] } },
    response: componentGroupExample,
  },
});

export const readComponentGroup = endpoint({
  operationId: "readComponentGroup",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One component group",
  permission: "page:read",
  status: 200,
  answer: componentGroupBody,
  present: presentComponentGroup,
  example: { response: componentGroupExample },
});

export const updateComponentGroup = endpoint({
  operationId: "updateComponentGroup",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change a component group or its members",
  permission: "components:write",
  body: z.object({ ...beside, component_group: componentGroupPatch.default({}) }),
  status: 200,
  answer: componentGroupBody,
  present: presentComponentGroup,
  example: { request: { component_group: { name: "API" } }, response: componentGroupExample },
});

export const deleteComponentGroup = endpoint({
  operationId: "deleteComponentGroup",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Delete a component group; its components stay",
  permission: "components:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const readComponentGroupUptime = endpoint({
  operationId: "readComponentGroupUptime",
  methods: ["GET"],
  path: `${one}/uptime`,
  tag,
  summary: "Uptime of a component group: the mean of its members, weighted by covered time",
  permission: "page:read",
  query: uptimeQuery,
  status: 200,
  answer: uptimeBody,
  present: presentUptime,
  example: { response: { ...uptimeExample, id: componentGroupExample.id, name: "API" } },
});
