import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { type Monitor, monitorPatch, newMonitor } from "#lib/domain/page/monitor.ts";
import { endpoint } from "../endpoint.ts";
import { monitorBody, monitorExample, presentMonitor, presentMonitorWithSecret } from "../monitor.ts";
import { archivedQuery } from "./components.ts";

const tag = "Monitors";
const many = "/v1/pages/{page_id}/monitors";
const one = `${many}/{monitor_id}`;

export const listMonitors = endpoint({
  operationId: "listMonitors",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's monitors, oldest first",
  permission: "page:read",
  query: archivedQuery.extend({
    component_id: id.optional().meta({ description: "Only those of this component" }),
  }),
  status: 200,
  answer: z.array(monitorBody),
  present: (monitors: Monitor[]) => monitors.map(presentMonitor),
  example: { response: [monitorExample] },
});

export const createMonitor = endpoint({
  operationId: "createMonitor",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add a monitor to a component, which its monitors speak for from now on",
  description:
    "Fields depend on `kind`. An `external` monitor is not probed: its samples come through this API. A `heartbeat` monitor is answered with its secret URL, which is told once.",
  permission: "monitors:write",
  body: z.object({ monitor: newMonitor }),
  status: 201,
  answer: monitorBody,
  present: presentMonitorWithSecret,
  example: {
    request: {
      monitor: {
        component_id: "8kbf7d35c070",
        kind: "http",
        url: "https://api.example.com/health",
        degraded_above_ms: 1500,
      },
    },
    response: monitorExample,
  },
});

export const readMonitor = endpoint({
  operationId: "readMonitor",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One monitor",
  permission: "page:read",
  status: 200,
  answer: monitorBody,
  present: presentMonitor,
  example: { response: monitorExample },
});

export const updateMonitor = endpoint({
  operationId: "updateMonitor",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change, pause or resume a monitor",
  description:
    "null takes an optional field away. Kind and component cannot change: archive it and make another.",
  permission: "monitors:write",
  body: z.object({ monitor: monitorPatch }),
  status: 200,
  answer: monitorBody,
  present: presentMonitorWithSecret,
  example: { request: { monitor: { enabled: false } }, response: { ...monitorExample, enabled: false } },
});

export const archiveMonitor = endpoint({
  operationId: "archiveMonitor",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Archive a monitor; what it measured stays",
  permission: "monitors:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
