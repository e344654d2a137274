import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import {
  type Evidence,
  evidencePercent,
  evidenceQuery,
  MAX_EVIDENCE_DAYS,
} from "#lib/domain/slo/sent/evidence.ts";
import { endpoint } from "../endpoint.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

/** Whole numbers as numbers where JavaScript holds them exactly. */
const wireCount = (count: bigint): number | string =>
  count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : String(count);

const count = z.union([z.number().int(), z.string()]);

export const readSloEvidence = endpoint({
  operationId: "readSloEvidence",
  methods: ["GET"],
  path: "/v1/pages/{page_id}/slos/{slo_id}/evidence",
  tag: "SLOs",
  summary: "What is shown beside an SLO of availability and counted in no objective",
  description: `Ratio SLIs of the SLO's components that no objective judges, such as sessions of users. In whole hours, at most ${MAX_EVIDENCE_DAYS} days.`,
  permission: "page:read",
  query: evidenceQuery,
  status: 200,
  answer: z
    .object({
      from: instant,
      until: instant,
      evidence: z.array(
        z.object({
          sli_id: id,
          key: z.string(),
          name: z.string(),
          good: count,
          total: count,
          percent: z.string().nullable().meta({ description: "Truncated; null: nothing is known" }),
          last_window_at: instant.nullable(),
        }),
      ),
    })
    .meta({ id: "SloEvidence" }),
  present: ({ from, until, evidence }: { from: number; until: number; evidence: Evidence[] }) => ({
    from: instantText(from),
    until: instantText(until),
    evidence: evidence.map((one) => ({
      ...{ sli_id: one.sliId, key: one.key, name: one.name },
      ...{ good: wireCount(one.good), total: wireCount(one.total), percent: evidencePercent(one) },
      last_window_at: instantTextOrNull(one.lastWindowAt),
    })),
  }),
  example: {
    response: {
      from: "2026-10-25T02:00:00.000Z",
      until: "2026-11-24T02:00:00.000Z",
      evidence: [
        {
          ...{ sli_id: "u53r5e551on5", key: "user-sessions", name: "사용자 세션" },
          ...{ good: 4_981, total: 5_000, percent: "99.620000" },
          last_window_at: "2026-11-24T01:00:00.000Z",
        },
      ],
    },
  },
});
