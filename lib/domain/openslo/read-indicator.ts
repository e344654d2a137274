import { sliSource, sourceFault } from "../slo/defining/sli-input.ts";
import type { ObjectiveRule } from "../slo/definition.ts";
import { labelOf } from "./annotations.ts";
import { type DataSources, readSli } from "./read-sli.ts";
import type { Context } from "./read-slo.ts";
import type { Spot } from "./spot.ts";

/** What an objective is judged by: an SLI by its key, or the time of components. */
export type Indicator =
  | { sli: string; spot: Spot }
  | (Extract<ObjectiveRule, { kind: "availability" }> & { spot?: Spot });

const texts = (list: Spot): string[] => list.entries().flatMap((entry) => entry.text() ?? []);

/** The time of components, as our own metric source of OpenSLO says it. */
function readAvailability(metric: Spot): Indicator {
  const spec = metric.at("metricSource", "spec");
  spec.only("components", "combine", "evidence");
  return {
    kind: "availability",
    components: texts(spec.at("components")),
    combine: spec.at("combine").oneOf(["any", "all"]) ?? "any",
    evidence: texts(spec.at("evidence")),
  };
}

/** v1alpha names a source and a query; where it is must be told by a DataSource of the same document. */
function readAlphaSource(metric: Spot, sources: DataSources): { type: string; url: unknown; query: string } {
  metric.only("source", "queryType", "query");
  const type = metric.at("source").required("the source");
  const named =
    sources.get(type) ?? [...sources.values()].find((source) => source.type.toLowerCase() === type);
  return {
    type: (named?.type ?? type).toLowerCase(),
    url: named?.details.url,
    query: metric.at("query").required("the query"),
  };
}

function readAlpha(holder: Spot, context: Context, name: string): Indicator | null {
  const ratio = holder.at("ratioMetrics");
  const threshold = holder.at("indicator", "thresholdMetric");
  if (!ratio.exists && !threshold.exists) return null;
  const spot = ratio.exists ? ratio : threshold;
  const kind = ratio.exists ? "ratio" : "latency";
  if (ratio.exists) ratio.only("good", "total", "incremental", "counter");
  const total = readAlphaSource(ratio.exists ? ratio.at("total") : threshold, context.sources);
  const key = labelOf(name);
  context.declared.add(key);
  if (total.type !== "prometheus") {
    spot.fault(`we do not read ${total.type} from OpenSLO v1alpha: prometheus`);
    return { sli: key, spot };
  }
  if (total.url === undefined) {
    spot.fault(
      "where prometheus is, v1alpha cannot say: add a DataSource (openslo/v1) of this name with connectionDetails.url",
    );
    return { sli: key, spot };
  }
  const good = ratio.exists ? readAlphaSource(ratio.at("good"), context.sources) : null;
  const queries = good ? { total: total.query, good: good.query } : { buckets: total.query };
  const parsed = sliSource.safeParse({ kind: "prometheus", url: total.url, ...queries });
  const fault = parsed.success ? sourceFault(parsed.data, kind) : parsed.error.issues[0]?.message;
  if (!parsed.success || fault) spot.fault(fault ?? "is no source");
  else
    context.slis.push({
      spot,
      spotOf: () => spot,
      value: { key, name, description: null, kind, source: parsed.data, components: [] },
    });
  return { sli: key, spot };
}

/** The indicator of an SLO or of one objective; null where there is none. One that is written out becomes an SLI of its own. */
export function readIndicator(holder: Spot, context: Context, name: string): Indicator | null {
  const [ref, inline] = [holder.at("indicatorRef"), holder.at("indicator")];
  if (context.isAlpha) return readAlpha(holder, context, name);
  if (ref.exists && inline.exists) holder.fault("either indicator or indicatorRef");
  if (ref.exists) return { sli: ref.text() ?? "", spot: ref };
  if (!inline.exists) return null;
  const raw = inline.at("spec", "ratioMetric", "raw");
  if (raw.at("metricSource", "type").text() === "availability") return readAvailability(raw);
  inline.only("metadata", "spec", "apiVersion", "kind");
  const sli = readSli(inline, context.sources);
  if (sli) context.slis.push({ value: sli, spot: inline, spotOf: () => inline });
  const key = sli?.key ?? inline.at("metadata", "name").text() ?? "";
  context.declared.add(key);
  return { sli: key, spot: inline.at("metadata", "name") };
}
