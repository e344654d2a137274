import { MAX_PROBES_A_MINUTE, probeOfMonitor, probeOfSettings } from "#lib/domain/page/probe-now.ts";
import { endpoint } from "../endpoint.ts";
import { presentProbe, probeBody, probeExample } from "../probe.ts";

const tag = "Monitors";
const ofMonitor = "/v1/pages/{page_id}/monitors/{monitor_id}";
const ofSettings = "/v1/pages/{page_id}/probes";
const waiting = { ...probeExample, state: "waiting" as const, finished_at: null, result: null };
const RULES = `It is no sample and changes nothing. At most ${MAX_PROBES_A_MINUTE} a minute for one page; answers are kept for a day.`;

export const probeMonitor = endpoint({
  operationId: "probeMonitor",
  methods: ["POST"],
  path: `${ofMonitor}/probe`,
  tag,
  summary: "Probe a monitor now, with other settings if some are given",
  description: `A worker makes the probe within seconds: follow it by its id. ${RULES}`,
  permission: "monitors:write",
  body: probeOfMonitor,
  status: 202,
  answer: probeBody,
  present: presentProbe,
  example: { request: { monitor: { keyword: "ok" } }, response: waiting },
});

export const readMonitorProbe = endpoint({
  operationId: "readMonitorProbe",
  methods: ["GET"],
  path: `${ofMonitor}/probes/{probe_id}`,
  tag,
  summary: "What a probe found, and where its time went",
  permission: "monitors:write",
  status: 200,
  answer: probeBody,
  present: presentProbe,
  example: { response: probeExample },
});

export const probeSettings = endpoint({
  operationId: "probeSettings",
  methods: ["POST"],
  path: ofSettings,
  tag,
  summary: "Probe by the settings of a monitor that does not exist yet",
  description: RULES,
  permission: "monitors:write",
  body: probeOfSettings,
  status: 202,
  answer: probeBody,
  present: presentProbe,
  example: {
    request: {
      monitor: { component_id: "8kbf7d35c070", kind: "http", url: "https://api.example.com/health" },
    },
    response: { ...waiting, monitor_id: null },
  },
});

export const readSettingsProbe = endpoint({
  operationId: "readSettingsProbe",
  methods: ["GET"],
  path: `${ofSettings}/{probe_id}`,
  tag,
  summary: "What such a probe found",
  permission: "monitors:write",
  status: 200,
  answer: probeBody,
  present: presentProbe,
  example: { response: { ...probeExample, monitor_id: null } },
});
