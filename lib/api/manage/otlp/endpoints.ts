import { z } from "zod";
import { MAX_POINTS } from "#lib/domain/slo/otlp/read.ts";
import { endpoint } from "../endpoint.ts";
import { jsonResponse, type PartialSuccess } from "./messages.ts";

export const PROTOBUF_TYPE = "application/x-protobuf";
/** Of a body as it is sent, and of one that was compressed. */
export const MAX_OTLP_BYTES = 1_048_576;
export const MAX_INFLATED_BYTES = 8 * 1_048_576;

const now = "1795658400000000000";

export const submitMetrics = endpoint({
  operationId: "submitMetrics",
  methods: ["POST"],
  path: "/v1/pages/{page_id}/otlp/v1/metrics",
  tag: "Measurements",
  summary: "Take metrics of OpenTelemetry (OTLP/HTTP)",
  description: `An ExportMetricsServiceRequest in protobuf or JSON, gzip or not: at most ${MAX_POINTS} points and 1 MB, 8 MB once inflated. Points of metrics that an SLI names are counted in its windows, each once, others are dropped. Answered after a durable write, in the encoding of the request; what could not be counted is told as \`partial_success\`.`,
  permission: "samples:write",
  body: z.looseObject({ resourceMetrics: z.array(z.unknown()).optional() }),
  takesProtobuf: true,
  status: 200,
  answer: z
    .object({
      partialSuccess: z.object({ rejectedDataPoints: z.string(), errorMessage: z.string() }).optional(),
    })
    .meta({ id: "MetricsResult" }),
  present: (result: PartialSuccess) => jsonResponse(result),
  example: {
    request: {
      resourceMetrics: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "agents" } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: "agent.runs",
                  sum: {
                    aggregationTemporality: 1,
                    isMonotonic: true,
                    dataPoints: [
                      {
                        attributes: [{ key: "outcome", value: { stringValue: "ok" } }],
                        timeUnixNano: now,
                        asInt: "120",
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    response: {},
  },
});
