import { z } from "zod";
import { httpUrl, lines, singleLine } from "../../input/text.ts";
import type { SliSource } from "../source.ts";
import { MAX_DESCRIPTION } from "./input.ts";
import { KEY_FORM } from "./known.ts";

const query = z.string().min(1).max(4_000);
const labels = z.record(z.string().max(255), z.string().max(1_000));
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as ap-northeast-2");
const endpoint = httpUrl(1_000).optional();
const metric = z.strictObject({ metric: z.string().min(1).max(255), stat: z.string().min(1).max(20) });
const unitUs = z.number().positive().max(1e12).meta({ description: "Microseconds in one of its unit" });

/** Shorter ones would ask Prometheus more often than it scrapes. */
const PROMETHEUS_WINDOWS = [10, 15, 20, 30, 60, 100, 150, 300] as const;

const prometheus = z.strictObject({
  kind: z.literal("prometheus"),
  url: httpUrl(1_000),
  total: query.optional(),
  good: query.optional(),
  bad: query.optional(),
  buckets: query.optional(),
  windowSeconds: z
    .union(PROMETHEUS_WINDOWS.map((seconds) => z.literal(seconds)))
    .optional()
    .meta({ description: "How long a window lasts; left out: 300" }),
});
const cloudwatch = z.strictObject({
  kind: z.literal("cloudwatch"),
  region,
  endpoint,
  namespace: z.string().min(1).max(255),
  dimensions: labels.default({}),
  total: metric.optional(),
  good: metric.optional(),
  bad: metric.optional(),
  latency: z.strictObject({ metric: z.string().min(1).max(255), unitUs }).optional(),
  windowSeconds: z.union([z.literal(60), z.literal(300)]).optional(),
});
const alb = z.strictObject({
  kind: z.literal("alb"),
  folder: z
    .string()
    .max(255)
    .regex(/^(?!\/)(?!.*\.\.)[^\0]*$/, "a folder below ALB_LOGS_DIR, without ..")
    .optional(),
  bucket: z.string().max(63).optional(),
  prefix: z.string().max(1_000).optional(),
  region: region.optional(),
  endpoint,
  method: z
    .string()
    .regex(/^[A-Z]{1,16}$/, "a method such as GET")
    .optional(),
  path: z.string().max(1_000).regex(/^\//, "a path that begins with /").optional(),
  measures: z.enum(["5xx", "4xx", "success", "latency"]),
});

/** Where figures come from, as it is stored. What a kind does not know is a fault, not silence. */
export const sliSource: z.ZodType<SliSource> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("measurements") }),
  z.strictObject({
    kind: z.literal("probes"),
    monitors: z.array(z.string().max(64)).min(1).max(50),
    measures: z.enum(["success", "latency"]),
  }),
  prometheus,
  cloudwatch,
  alb,
  z.strictObject({
    kind: z.literal("otlp"),
    metric: z.string().min(1).max(255),
    attributes: labels.default({}),
    good: labels.optional(),
    unitUs: unitUs.optional(),
  }),
  z.strictObject({
    kind: z.literal("integrity"),
    event: z.enum(["backup", "restore", "restore_test", "checksum"]),
    counts: z.enum(["failures", "data_loss"]),
  }),
]) as z.ZodType<SliSource>;

/** The kinds, for people who have to choose one. */
export const SOURCE_KINDS = [
  "measurements",
  "probes",
  "prometheus",
  "cloudwatch",
  "alb",
  "otlp",
  "integrity",
] as const;

/** What a source must say besides its form, for the kind of figures it gives; null: nothing is missing. */
export function sourceFault(source: SliSource, kind: "ratio" | "latency"): string | null {
  if (source.kind === "prometheus") {
    if (kind === "latency") return source.buckets ? null : "latencies need the query of buckets";
    if (!source.total) return "a ratio needs the query of total";
    return source.good || source.bad ? null : "a ratio needs the query of good or of bad";
  }
  if (source.kind === "cloudwatch") {
    if (kind === "latency") return source.latency ? null : "latencies need the metric of latency";
    if (!source.total) return "a ratio needs the metric of total";
    return source.good || source.bad ? null : "a ratio needs the metric of good or of bad";
  }
  if (source.kind === "alb") {
    if ((source.folder === undefined) === (source.bucket === undefined))
      return "needs either folder or bucket";
    return (source.measures === "latency") === (kind === "latency") ? null : "measures another kind";
  }
  if (source.kind === "otlp") {
    if (kind === "latency") return source.unitUs === undefined ? "latencies need unitUs" : null;
    // Without it everything would be good, whatever happens.
    return source.good && Object.keys(source.good).length > 0 ? null : "a ratio needs the attributes of good";
  }
  if (source.kind === "probes" && (source.measures === "latency") !== (kind === "latency"))
    return "measures another kind";
  return source.kind === "integrity" && kind === "latency" ? "has no latencies" : null;
}

const fields = {
  name: singleLine(255),
  description: lines(MAX_DESCRIPTION).nullable(),
  source: sliSource,
  components: z
    .array(z.string().max(64))
    .max(100)
    .meta({ description: "What it measures: catalogue keys or ids of components" }),
};

/** A new SLI as the manage API takes it. */
export const newSli = z.object({
  key: z
    .string()
    .regex(KEY_FORM, "1 to 63 letters, digits, dots, dashes or underscores, such as api-requests"),
  ...fields,
  kind: z.enum(["ratio", "latency"]).meta({ description: "Good events of all, or latencies" }),
  description: fields.description.default(null),
  source: fields.source.default({ kind: "measurements" }),
  components: fields.components.default([]),
});
export type NewSli = z.output<typeof newSli>;

/** A change: what is left out stays. Key and kind are fixed: figures of another kind would not add up with those that are there. */
export const sliPatch = z
  .object(fields)
  .partial()
  .extend({
    revision: z.number().int().min(1).optional().meta({
      description:
        "The one that was read; if it has changed since, the answer is 409 with the SLI as it is now",
    }),
  });
export type SliPatch = z.output<typeof sliPatch>;
