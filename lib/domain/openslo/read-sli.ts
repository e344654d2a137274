import { SOURCE_KINDS, sliSource, sourceFault } from "../slo/defining/sli-input.ts";
import type { SliDefinition } from "../slo/defining/stored.ts";
import type { SliKind, SliSource } from "../slo/source.ts";
import { SLI_ANNOTATIONS } from "./annotations.ts";
import { readMetadata, saidList } from "./read-metadata.ts";
import type { Spot } from "./spot.ts";

/** Where a named data source is: its type, and what its connection says (`url` of Prometheus). */
export type DataSources = ReadonlyMap<string, { type: string; details: Record<string, unknown> }>;

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

type Metric = { type: (typeof SOURCE_KINDS)[number] | undefined; spec: Fields; spot: Spot };

/** `metricSource` of OpenSLO v1. The type is not ours alone: "Prometheus" is prometheus. */
function readMetric(metric: Spot, sources: DataSources): Metric {
  metric.only("metricSource");
  const source = metric.at("metricSource");
  source.only("metricSourceRef", "type", "spec");
  const ref = source.at("metricSourceRef").text();
  const referred = ref === undefined ? undefined : sources.get(ref);
  const typeSpot = source.at("type");
  const named = typeSpot.text() ?? referred?.type;
  if (named === undefined)
    typeSpot.fault(
      ref === undefined ? "the type is missing" : `the type is missing, and no DataSource is called ${ref}`,
    );
  const type = SOURCE_KINDS.find((kind) => kind === named?.toLowerCase());
  if (named !== undefined && !type)
    typeSpot.fault(
      `we do not read ${named}: ${SOURCE_KINDS.join(", ")} (with measurements figures are sent to us)`,
    );
  const { url, region } = fieldsOf(referred?.details);
  const shared = { ...(url !== undefined && { url }), ...(region !== undefined && { region }) };
  return { type, spec: { ...shared, ...fieldsOf(source.at("spec").plain()) }, spot: source.at("spec") };
}

function checked(candidate: unknown, kind: SliKind, spot: Spot): SliSource | null {
  const parsed = sliSource.safeParse(candidate);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const steps = path.filter((step) => typeof step !== "symbol");
      (spot.at(...steps).exists ? spot.at(...steps) : spot).fault([...steps, message].join(": "));
    }
    return null;
  }
  const fault = sourceFault(parsed.data, kind);
  if (fault) spot.fault(fault);
  return parsed.data;
}

/** Good or bad, and total, of a source that is asked for each. */
function readCounted(ratio: Spot, sources: DataSources): SliSource | null {
  const total = readMetric(ratio.at("total"), sources);
  const part = ratio.at("good").exists ? "good" : "bad";
  if (!ratio.at(part).exists) ratio.fault("needs good or bad beside total");
  const other = readMetric(ratio.at(part), sources);
  if (total.type && other.type && total.type !== other.type)
    other.spot.fault(`must come from the same source as total: ${total.type}`);
  if (!total.type || !other.type) return null;
  if (total.type === "prometheus") {
    const { query, ...shared } = total.spec;
    return checked(
      { kind: total.type, ...shared, total: query, [part]: other.spec.query },
      "ratio",
      total.spot,
    );
  }
  if (total.type === "cloudwatch") {
    const { metric, stat, ...shared } = total.spec;
    const said = { metric: other.spec.metric, stat: other.spec.stat };
    return checked(
      { kind: total.type, ...shared, total: { metric, stat }, [part]: said },
      "ratio",
      total.spot,
    );
  }
  const { sli: _, ...spec } = total.spec;
  return checked({ kind: total.type, ...spec }, "ratio", total.spot);
}

function readWhole(metric: Spot, kind: SliKind, sources: DataSources): SliSource | null {
  const { type, spec, spot } = readMetric(metric, sources);
  if (!type) return null;
  const { sli: _, query, ...rest } = spec;
  const buckets = type === "prometheus" && query !== undefined ? { buckets: query } : {};
  return checked({ kind: type, ...rest, ...buckets }, kind, spot);
}

/** The metric of an SLI: `thresholdMetric` are latencies, `ratioMetric` good of total. Null with faults. */
export function readSliSpec(
  spec: Spot,
  sources: DataSources,
): { kind: SliKind; source: SliSource | null } | null {
  spec.only("description", "thresholdMetric", "ratioMetric");
  const [threshold, ratio] = [spec.at("thresholdMetric"), spec.at("ratioMetric")];
  if (threshold.exists === ratio.exists) {
    spec.fault("needs either thresholdMetric or ratioMetric");
    return null;
  }
  if (threshold.exists) return { kind: "latency", source: readWhole(threshold, "latency", sources) };
  ratio.only("counter", "good", "bad", "total", "rawType", "raw");
  if (!ratio.at("raw").exists) return { kind: "ratio", source: readCounted(ratio, sources) };
  if (ratio.at("rawType").text() === "failure") {
    ratio.at("rawType").fault("a ratio of failures says nothing of how many: count good (or bad) and total");
    return null;
  }
  return { kind: "ratio", source: readWhole(ratio.at("raw"), "ratio", sources) };
}

const KNOWN: ReadonlySet<string> = new Set(SLI_ANNOTATIONS);

/** An SLI object, or an indicator inside an SLO. Null when its metric has faults. */
export function readSli(object: Spot, sources: DataSources): SliDefinition | null {
  const metadata = readMetadata(object, { known: (name) => KNOWN.has(name) });
  const read = readSliSpec(object.at("spec"), sources);
  if (!read?.source) return null;
  return {
    key: metadata.key,
    name: metadata.name,
    description: object.at("spec", "description").text() ?? null,
    kind: read.kind,
    source: read.source,
    components: saidList(metadata.said("components")),
  };
}
