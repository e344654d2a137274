import { z } from "zod";
import { type Correction, newCorrection } from "#lib/domain/corrections/correction.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import { endpoint } from "../endpoint.ts";
import { correctionBody, correctionExample, presentCorrection } from "./correction.ts";

const tag = "Corrections";
const many = "/v1/pages/{page_id}/components/{component_id}/corrections";

export const listCorrections = endpoint({
  operationId: "listCorrections",
  methods: ["GET"],
  path: many,
  tag,
  summary: "What was said afterwards about a component's past, the latest first; revoked ones too",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(correctionBody),
  present: (corrections: Correction[]) => corrections.map(presentCorrection),
  example: { response: [correctionExample] },
});

export const createCorrection = endpoint({
  operationId: "createCorrection",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Correct a past stretch of a component, with a reason that readers see",
  description:
    "Within the stretch the correction replaces whatever was measured or claimed; of two that overlap the later made wins. Days and percentages are counted again within seconds.",
  permission: "components:write",
  body: z.object({ correction: newCorrection }),
  status: 201,
  answer: correctionBody,
  present: presentCorrection,
  example: {
    request: {
      correction: {
        verdict: "up",
        started_at: "2026-11-20T01:00:00Z",
        ended_at: "2026-11-20T01:12:00Z",
        reason: correctionExample.reason,
      },
    },
    response: correctionExample,
  },
});

export const revokeCorrection = endpoint({
  operationId: "revokeCorrection",
  methods: ["DELETE"],
  path: `${many}/{correction_id}`,
  tag,
  summary: "Revoke a correction: what was measured and claimed counts again; the record of it stays",
  permission: "components:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
