import { MAX_SAMPLES } from "#lib/domain/page/sample-batch.ts";
import { endpoint } from "../endpoint.ts";
import { samplesBody, samplesInput } from "../samples.ts";

/** The contract's 1 MB. */
const MAX_SAMPLES_BYTES = 1_048_576;

export const submitSamples = endpoint({
  operationId: "submitSamples",
  methods: ["POST"],
  path: "/v1/pages/{page_id}/samples",
  tag: "Samples",
  summary: "Hand in measurements",
  description: `At most ${MAX_SAMPLES} samples or 1 MB a request. Answered after a durable write. Late, repeated and unordered samples are fine: the first of a slot wins. A faulty sample is told by its index and does not spoil the others.`,
  permission: "samples:write",
  body: samplesInput,
  maxBodyBytes: MAX_SAMPLES_BYTES,
  rows: (body) => body.samples.length,
  status: 202,
  answer: samplesBody,
  present: (result: { accepted: number; duplicates: number; rejected: object[] }) => result,
  example: {
    request: {
      samples: [
        { monitor_id: "m4n5b6v7c8x9", at: "2026-11-23T01:00:00Z", outcome: "up", latency_ms: 12.5 },
        { monitor_id: "m4n5b6v7c8x9", at: "2026-11-23T01:00:30Z", outcome: "down", id: "run-42" },
      ],
    },
    response: { accepted: 2, duplicates: 0, rejected: [] },
  },
});
