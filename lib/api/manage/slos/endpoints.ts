import { z } from "zod";

import { listQuery } from "#lib/domain/input/list.ts";
import { MAX_DOCUMENT_LENGTH } from "#lib/domain/openslo/spot.ts";
import { newSlo, sloPatch } from "#lib/domain/slo/defining/input.ts";
import type { SloVersion, StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import { endpoint } from "../endpoint.ts";
import { changeExample, documentExample, newSloExample, sloExample } from "./example.ts";
import {
  importedBody,
  presentImported,
  presentSlo,
  presentVersion,
  previewBody,
  sloBody,
  versionBody,
} from "./slo.ts";

const tag = "SLOs";
const many = "/v1/pages/{page_id}/slos";
const one = `${many}/{slo_id}`;
/** A text of a million characters in JSON: Hangul takes three bytes each. */
const MAX_IMPORT_BYTES = 4 * MAX_DOCUMENT_LENGTH;

const archivedQuery = listQuery.extend({
  archived: z.boolean().optional().meta({ description: "true: only archived ones" }),
});

export const listSlos = endpoint({
  operationId: "listSlos",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's SLOs as they are defined, by position",
  permission: "page:read",
  query: archivedQuery,
  status: 200,
  answer: z.array(sloBody),
  present: (slos: StoredSlo[]) => slos.map(presentSlo),
  example: { response: [sloExample] },
});

export const createSlo = endpoint({
  operationId: "createSlo",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Define an SLO",
  description:
    "Components and SLIs are named by key or id. What can not be judged is refused with the arithmetic: a target of 100 % with a budget, burn factors that no outage reaches, windows that do not divide. An archived SLO of this key comes back as its next version.",
  permission: "slos:write",
  body: z.object({ slo: newSlo }),
  status: 201,
  answer: sloBody,
  present: presentSlo,
  example: { request: { slo: newSloExample }, response: { ...sloExample, version: 1 } },
});

export const readSlo = endpoint({
  operationId: "readSlo",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One SLO as it is defined",
  permission: "page:read",
  status: 200,
  answer: sloBody,
  present: presentSlo,
  example: { response: sloExample },
});

export const updateSlo = endpoint({
  operationId: "updateSlo",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change an SLO: its next version",
  description:
    "What is left out stays. `objectives` are given whole: each keeps its id and its history by its key, and what was open of one that is gone ends. The same again makes no version.",
  permission: "slos:write",
  body: z.object({ slo: sloPatch }),
  status: 200,
  answer: sloBody,
  present: presentSlo,
  example: { request: { slo: { name: "결제", version: 1 } }, response: { ...sloExample, name: "결제" } },
});

export const archiveSlo = endpoint({
  operationId: "archiveSlo",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Take an SLO out of use: it is judged no more, what was open of it ends, its history stays",
  permission: "slos:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const previewSlo = endpoint({
  operationId: "previewSlo",
  methods: ["POST"],
  path: `${one}/preview`,
  tag,
  summary: "What a change would do: every field that differs, faults and notes; nothing is stored",
  permission: "page:read",
  body: z.object({ slo: sloPatch }),
  status: 200,
  answer: previewBody,
  present: (result: object) => result,
  example: {
    request: { slo: { window_seconds: 604_800 } },
    response: {
      change: { ...changeExample, fields: [{ path: "window_seconds", before: "2592000", after: "604800" }] },
      faults: [],
      notes: [],
    },
  },
});

export const listSloVersions = endpoint({
  operationId: "listSloVersions",
  methods: ["GET"],
  path: `${one}/versions`,
  tag,
  summary: "Every version of an SLO as OpenSLO, the newest first",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(versionBody),
  present: (versions: SloVersion[]) => versions.map(presentVersion),
  example: {
    response: [
      {
        version: 2,
        document: documentExample,
        author: { kind: "token", id: "t0k3n5a1b2c3" },
        created_at: "2026-11-24T02:00:00.000Z",
      },
    ],
  },
});

export const importSlos = endpoint({
  operationId: "importSlos",
  methods: ["POST"],
  path: `${many}/import`,
  tag,
  summary: "Make tiers, SLIs and SLOs what a text in OpenSLO says, all of it or nothing",
  description:
    "OpenSLO v1 (v1alpha is read, too) as YAML or JSON, with our annotations `t-developer.com/…`. Things are found by their keys; what the text does not name stays. A fault is told with its line (`line 12, spec.objectives.0.target`), and then nothing is applied. `dry_run` tells every field that would change.",
  permission: "slos:write",
  body: z.object({
    document: z.string().max(MAX_DOCUMENT_LENGTH),
    dry_run: z.boolean().default(false),
  }),
  maxBodyBytes: MAX_IMPORT_BYTES,
  status: 200,
  answer: importedBody,
  present: presentImported,
  example: {
    request: { document: documentExample, dry_run: true },
    response: { dry_run: true, changes: [changeExample], notes: [] },
  },
});

export const exportSlos = endpoint({
  operationId: "exportSlos",
  methods: ["GET"],
  path: `${many}/export`,
  tag,
  summary: "Tiers, SLIs and SLOs as one text of OpenSLO v1, which can be imported again",
  permission: "page:read",
  query: z.object({
    slo: z
      .string()
      .max(64)
      .optional()
      .meta({ description: "Key or id of one SLO: it and the SLIs it names" }),
  }),
  status: 200,
  answer: z.object({ document: z.string() }).meta({ id: "OpenSloDocument" }),
  present: (document: string) => ({ document }),
  example: { response: { document: documentExample } },
});
