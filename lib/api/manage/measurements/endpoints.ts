import { MAX_MEASUREMENTS } from "#lib/domain/slo/measurement-batch.ts";
import { endpoint } from "../endpoint.ts";
import { measurementsBody, measurementsInput } from "./measurement.ts";

/** The contract's 1 MB. */
const MAX_MEASUREMENTS_BYTES = 1_048_576;

export const submitMeasurements = endpoint({
  operationId: "submitMeasurements",
  methods: ["POST"],
  path: "/v1/pages/{page_id}/measurements",
  tag: "Measurements",
  summary: "Hand in good and total, or latencies, of windows of SLIs",
  description: `At most ${MAX_MEASUREMENTS} measurements or 1 MB a request. Answered after a durable write. The same window of the same source again replaces what it said before, never adds. Late and unordered ones are fine: figures are counted again. A faulty one is told by its index and does not spoil the others.`,
  permission: "samples:write",
  body: measurementsInput,
  maxBodyBytes: MAX_MEASUREMENTS_BYTES,
  rows: (body) => body.measurements.length,
  status: 202,
  answer: measurementsBody,
  present: (result: { accepted: number; duplicates: number; rejected: object[] }) => result,
  example: {
    request: {
      measurements: [
        { sli: "api.requests", window_start: "2026-11-24T01:00:00Z", good: 99_950, total: 100_000 },
        {
          sli: "api.latency.get-agents",
          window_start: "2026-11-24T01:00:00Z",
          window_seconds: 60,
          histogram: { "50000": 180, "100000": 15, "200000": 4, "+Inf": 1 },
        },
      ],
    },
    response: { accepted: 2, duplicates: 0, rejected: [] },
  },
});
