/**
 * Where the figures of an SLI come from. Everything but `measurements`, `otlp` and `integrity`, which are sent to us, is read by
 * the worker. `good` of a reading is a count of good events; where a source tells bad ones, it says so.
 */
export type SliSource =
  | { kind: "measurements" }
  | { kind: "probes"; monitors: string[]; measures: "success" | "latency" }
  | {
      kind: "prometheus";
      url: string;
      /**
       * Instant-free PromQL over a window, `[5m]` or `[{{.window}}]` as Sloth writes it: increases of counters. Latency: the classic
       * histogram's buckets by `le` (seconds).
       */
      total?: string;
      good?: string;
      bad?: string;
      buckets?: string;
      /** A divisor of 300; left out: 300. Shorter windows tell sooner. */
      windowSeconds?: number;
    }
  | {
      kind: "cloudwatch";
      region: string;
      endpoint?: string;
      namespace: string;
      dimensions: Record<string, string>;
      /** Counts: metric names with their statistic; latency: percentile ranks PR(:t) × SampleCount of `latency`, in `unitUs` each. */
      total?: { metric: string; stat: string };
      good?: { metric: string; stat: string };
      bad?: { metric: string; stat: string };
      latency?: { metric: string; unitUs: number };
      /** 60 or 300 (left out): the period that CloudWatch is asked for. */
      windowSeconds?: number;
    }
  | {
      kind: "alb";
      /** A folder below ALB_LOGS_DIR, or a bucket and the prefix before the folders of days (2026/11/24). */
      folder?: string;
      bucket?: string;
      prefix?: string;
      region?: string;
      endpoint?: string;
      method?: string;
      /** Of the request's path, with `{id}` for one segment. */
      path?: string;
      measures: "5xx" | "4xx" | "success" | "latency";
    }
  | {
      kind: "otlp";
      metric: string;
      attributes: Record<string, string>;
      good?: Record<string, string>;
      unitUs?: number;
    }
  | {
      kind: "integrity";
      /** Which events are counted. What counts losses takes a loss that another kind of event found as well. */
      event: "backup" | "restore" | "restore_test" | "checksum";
      counts: "failures" | "data_loss";
    };
export type SliSourceKind = SliSource["kind"];

/** Sources that the worker reads; the others are sent to us. */
export const PULLED_KINDS = ["probes", "prometheus", "cloudwatch", "alb"] as const;
export type PulledKind = (typeof PULLED_KINDS)[number];
export type PulledSource<K extends PulledKind = PulledKind> = Extract<SliSource, { kind: K }>;

export type SliKind = "ratio" | "latency";

export type StoredSli = {
  id: string;
  pageId: string;
  key: string;
  name: string;
  kind: SliKind;
  source: SliSource;
  componentIds: string[];
};

/** After so long without an answer the admin is told that a source is away. */
export const AWAY_AFTER_MS = 5 * 60_000;
