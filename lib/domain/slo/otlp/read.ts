import { MAX_AGE_MS, MAX_AHEAD_MS } from "../measurement-batch.ts";
import type { OtlpPoint, OtlpValue, RejectedPoints } from "./point.ts";
import { readExplicit, readExponential, readSum } from "./value.ts";
import { arrayOf, attributesOf, type Fields, fieldsOf, identityOf, naturalOf } from "./wire.ts";

export const MAX_POINTS = 10_000;
const DELTA = 1;
const CUMULATIVE = 2;
const NO_RECORDED_VALUE = 1n;
const NS = 1_000_000n;
const TEMPORALITIES: Record<number, OtlpPoint["temporality"]> = {
  [DELTA]: "delta",
  [CUMULATIVE]: "cumulative",
};

const READERS = {
  sum: readSum,
  histogram: readExplicit,
  exponentialHistogram: readExponential,
} as const;
type Kind = keyof typeof READERS;

export type ReadRequest = {
  points: OtlpPoint[];
  rejected: RejectedPoints[];
  /** How many points of all metrics the request has, those that nobody asked for too. */
  total: number;
};

type Origin = { identity: string; attributes: Map<string, string> };

/** When a point was taken, or what is wrong with it. */
function timeOf(point: Fields, now: number): bigint | string {
  const timeNs = naturalOf(point.timeUnixNano);
  if (timeNs === null || timeNs === 0n) return "time_unix_nano is missing";
  const at = Number(timeNs / NS);
  if (at > now + MAX_AHEAD_MS) return `lies more than ${MAX_AHEAD_MS / 60_000} minutes in the future`;
  return at < now - MAX_AGE_MS ? `lies more than ${MAX_AGE_MS / 86_400_000} days in the past` : timeNs;
}

type Metric = { name: string; kind: Kind; temporality: OtlpPoint["temporality"]; origin: Origin };

/** A point, what is wrong with it, or null: it says that nothing was recorded. */
function readPoint(point: Fields, { name, kind, temporality, origin }: Metric, now: number) {
  if (((naturalOf(point.flags) ?? 0n) & NO_RECORDED_VALUE) !== 0n) return null;
  const timeNs = timeOf(point, now);
  if (typeof timeNs === "string") return timeNs;
  const value: OtlpValue | string = READERS[kind](point);
  if (typeof value === "string") return value;
  const startNs = naturalOf(point.startTimeUnixNano);
  const stream = `${origin.identity} ${JSON.stringify(name)} ${kind} ${temporality}`;
  return {
    metric: name,
    stream,
    series: `${stream} ${identityOf(point.attributes)}`,
    attributes: new Map([...origin.attributes, ...attributesOf(point.attributes)]),
    temporality,
    startNs: startNs !== null && startNs <= timeNs ? startNs : 0n,
    timeNs,
    value,
  } satisfies OtlpPoint;
}

const pointsIn = (metric: Fields): { kind: string; data: Fields } | null => {
  for (const kind of [...Object.keys(READERS), "gauge", "summary"])
    if (metric[kind] !== undefined && metric[kind] !== null) return { kind, data: fieldsOf(metric[kind]) };
  return null;
};

const isKind = (kind: string): kind is Kind => kind in READERS;

/** Why none of a metric's points can be counted; null: they can be. */
function metricFault(kind: string, data: Fields): string | null {
  if (!isKind(kind)) return `a ${kind} tells no amounts: send a sum or a histogram`;
  if (kind === "sum" && data.isMonotonic !== true) return "the sum is not monotonic: it counts no events";
  return TEMPORALITIES[Number(data.aggregationTemporality)]
    ? null
    : "aggregation_temporality is neither delta nor cumulative";
}

function readMetric(metric: Fields, origin: Origin, wanted: ReadonlySet<string>, now: number): ReadRequest {
  const result: ReadRequest = { points: [], rejected: [], total: 0 };
  const found = pointsIn(metric);
  if (!found) return result;
  const { kind, data } = found;
  const name = typeof metric.name === "string" ? metric.name : "";
  const given = arrayOf(data.dataPoints);
  result.total = given.length;
  if (!wanted.has(name) || given.length === 0) return result;
  const reject = (reason: string, points: number) => result.rejected.push({ metric: name, reason, points });
  const fault = metricFault(kind, data);
  if (fault !== null || !isKind(kind)) {
    reject(fault ?? kind, given.length);
    return result;
  }
  const temporality = TEMPORALITIES[Number(data.aggregationTemporality)]!;
  for (const one of given) {
    const point = readPoint(fieldsOf(one), { name, kind, temporality, origin }, now);
    if (typeof point === "string") reject(point, 1);
    else if (point) result.points.push(point);
  }
  return result;
}

/** How many data points a request has, whether anybody asked for them or not. */
export const countPoints = (request: unknown): number => readRequest(request, new Set(), 0).total;

/**
 * The points of an ExportMetricsServiceRequest in the form of OTLP's JSON, of the metrics that somebody asked for. What cannot be
 * counted is told with its reason and does not spoil the others.
 */
export function readRequest(request: unknown, wanted: ReadonlySet<string>, now: number): ReadRequest {
  const all: ReadRequest = { points: [], rejected: [], total: 0 };
  for (const resourceMetrics of arrayOf(fieldsOf(request).resourceMetrics).map(fieldsOf)) {
    const { attributes } = fieldsOf(resourceMetrics.resource);
    const resource = identityOf(attributes);
    for (const scopeMetrics of arrayOf(resourceMetrics.scopeMetrics).map(fieldsOf)) {
      const { name, version, attributes: own } = fieldsOf(scopeMetrics.scope);
      const identity = `${resource} ${JSON.stringify([name ?? "", version ?? ""])} ${identityOf(own)}`;
      const origin = { identity, attributes: attributesOf(attributes) };
      for (const metric of arrayOf(scopeMetrics.metrics)) {
        const { points, rejected, total } = readMetric(fieldsOf(metric), origin, wanted, now);
        for (const point of points) all.points.push(point);
        for (const one of rejected) all.rejected.push(one);
        all.total += total;
      }
    }
  }
  return all;
}
