import protobuf from "protobufjs/minimal.js";
import { decode, type Message } from "./protobuf.ts";

/** opentelemetry-proto 1.x, as far as counting needs it. Lists and maps in attributes are only told apart: their bytes are enough. */
const ANY_VALUE: Message = {
  1: ["stringValue", "string"],
  2: ["boolValue", "bool"],
  3: ["intValue", "int64"],
  4: ["doubleValue", "double"],
  5: ["arrayValue", "bytes"],
  6: ["kvlistValue", "bytes"],
  7: ["bytesValue", "bytes"],
};
const KEY_VALUE: Message = { 1: ["key", "string"], 2: ["value", ANY_VALUE] };
const TIMES: Message = { 2: ["startTimeUnixNano", "fixed64"], 3: ["timeUnixNano", "fixed64"] };
const NUMBER_POINT: Message = {
  ...TIMES,
  4: ["asDouble", "double"],
  6: ["asInt", "sfixed64"],
  7: ["attributes", KEY_VALUE, true],
  8: ["flags", "uint32"],
};
const HISTOGRAM_POINT: Message = {
  ...TIMES,
  4: ["count", "fixed64"],
  6: ["bucketCounts", "fixed64", true],
  7: ["explicitBounds", "double", true],
  9: ["attributes", KEY_VALUE, true],
  10: ["flags", "uint32"],
  12: ["max", "double"],
};
const BUCKETS: Message = { 1: ["offset", "sint32"], 2: ["bucketCounts", "uint64", true] };
const EXPONENTIAL_POINT: Message = {
  ...TIMES,
  1: ["attributes", KEY_VALUE, true],
  4: ["count", "fixed64"],
  6: ["scale", "sint32"],
  7: ["zeroCount", "fixed64"],
  8: ["positive", BUCKETS],
  9: ["negative", BUCKETS],
  10: ["flags", "uint32"],
  13: ["max", "double"],
  14: ["zeroThreshold", "double"],
};
const dataOf = (point: Message): Message => ({
  1: ["dataPoints", point, true],
  2: ["aggregationTemporality", "uint32"],
});
const METRIC: Message = {
  1: ["name", "string"],
  5: ["gauge", dataOf({})],
  7: ["sum", { ...dataOf(NUMBER_POINT), 3: ["isMonotonic", "bool"] }],
  9: ["histogram", dataOf(HISTOGRAM_POINT)],
  10: ["exponentialHistogram", dataOf(EXPONENTIAL_POINT)],
  11: ["summary", { 1: ["dataPoints", {}, true] }],
};
const SCOPE: Message = {
  1: ["name", "string"],
  2: ["version", "string"],
  3: ["attributes", KEY_VALUE, true],
};
const SCOPE_METRICS: Message = { 1: ["scope", SCOPE], 2: ["metrics", METRIC, true] };
const RESOURCE_METRICS: Message = {
  1: ["resource", { 1: ["attributes", KEY_VALUE, true] }],
  2: ["scopeMetrics", SCOPE_METRICS, true],
};
const REQUEST: Message = { 1: ["resourceMetrics", RESOURCE_METRICS, true] };

/** An ExportMetricsServiceRequest in the form of OTLP's JSON. @throws Error when the bytes are none */
export const decodeRequest = (bytes: Uint8Array): unknown => decode(bytes, REQUEST);

export type PartialSuccess = { rejectedDataPoints: number; errorMessage: string };

/** An ExportMetricsServiceResponse: empty when everything was taken. */
export function encodeResponse({
  rejectedDataPoints,
  errorMessage,
}: PartialSuccess): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  if (rejectedDataPoints > 0)
    writer.uint32(10).fork().uint32(8).int64(rejectedDataPoints).uint32(18).string(errorMessage).ldelim();
  return new Uint8Array(writer.finish());
}

/** The same in OTLP's JSON. */
export const jsonResponse = ({ rejectedDataPoints, errorMessage }: PartialSuccess): object =>
  rejectedDataPoints > 0
    ? { partialSuccess: { rejectedDataPoints: String(rejectedDataPoints), errorMessage } }
    : {};

/** A google.rpc.Status: how a refusal is told to who speaks protobuf. The code is the HTTP status's to tell. */
export const encodeStatus = (message: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(protobuf.Writer.create().uint32(18).string(message).finish());
