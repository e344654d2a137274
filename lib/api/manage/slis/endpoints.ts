import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import { newSli, sliPatch } from "#lib/domain/slo/defining/sli-input.ts";
import type { StoredSliDefinition } from "#lib/domain/slo/defining/stored.ts";
import { endpoint } from "../endpoint.ts";
import { presentSli, sliBody, sliExample } from "./sli.ts";

const tag = "SLIs";
const many = "/v1/pages/{page_id}/slis";
const one = `${many}/{sli_id}`;

const archivedQuery = listQuery.extend({
  archived: z.boolean().optional().meta({ description: "true: only archived ones" }),
});

export const listSlis = endpoint({
  operationId: "listSlis",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's SLIs by key",
  permission: "page:read",
  query: archivedQuery,
  status: 200,
  answer: z.array(sliBody),
  present: (slis: StoredSliDefinition[]) => slis.map(presentSli),
  example: { response: [sliExample] },
});

const { key, name, description, kind, source, components } = sliExample;
export const createSli = endpoint({
  operationId: "createSli",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add an SLI: good events of all, or latencies, and where they come from",
  permission: "slos:write",
  body: z.object({ sli: newSli }),
  status: 201,
  answer: sliBody,
  present: presentSli,
  example: {
    request: { sli: { key, name, description, kind, source, components } },
    response: sliExample,
  },
});

export const readSli = endpoint({
  operationId: "readSli",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One SLI",
  permission: "page:read",
  status: 200,
  answer: sliBody,
  present: presentSli,
  example: { response: sliExample },
});

export const updateSli = endpoint({
  operationId: "updateSli",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change an SLI; what is left out stays. Its key and its kind are fixed",
  permission: "slos:write",
  body: z.object({ sli: sliPatch }),
  status: 200,
  answer: sliBody,
  present: presentSli,
  example: {
    request: { sli: { source: { kind: "measurements" }, revision: 1 } },
    response: { ...sliExample, source: { kind: "measurements" }, revision: 2 },
  },
});

export const archiveSli = endpoint({
  operationId: "archiveSli",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Take an SLI out of use: its figures stay; 409 while SLOs judge it",
  permission: "slos:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
