import type { SliDefinition } from "../slo/defining/stored.ts";
import type { SliSource } from "../slo/source.ts";

type Fields = Record<string, unknown>;

const metricSource = (type: string, spec: Fields): Fields => ({ metricSource: { type, spec } });

/** Good (or bad) and total with a query or a metric each; what they share is said in both, as OpenSLO has it. */
function counted(source: Extract<SliSource, { kind: "prometheus" | "cloudwatch" }>): Fields {
  const { kind, total, good, bad, ...shared } = source;
  const said = (part: typeof total) => (typeof part === "string" ? { query: part } : part);
  return {
    ratioMetric: {
      counter: true,
      ...(good && { good: metricSource(kind, { ...shared, ...said(good) }) }),
      ...(bad && !good && { bad: metricSource(kind, { ...shared, ...said(bad) }) }),
      total: metricSource(kind, { ...shared, ...said(total) }),
    },
  };
}

/** The metric of an SLI. What its kind of source needs is in `spec`, by the names that it has here. */
export function sliSpec({ key, kind, source }: SliDefinition): Fields {
  if (source.kind === "prometheus" && kind === "latency") {
    const { kind: type, buckets, ...rest } = source;
    return { thresholdMetric: metricSource(type, { ...rest, query: buckets }) };
  }
  if ((source.kind === "prometheus" || source.kind === "cloudwatch") && kind === "ratio")
    return counted(source);
  const { kind: type, ...rest } = source;
  // OpenSLO wants at least one field: what is sent to us is told by its name.
  const spec = Object.keys(rest).length > 0 ? rest : { sli: key };
  if (kind === "latency") return { thresholdMetric: metricSource(type, spec) };
  return { ratioMetric: { counter: true, rawType: "success", raw: metricSource(type, spec) } };
}
