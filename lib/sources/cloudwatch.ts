import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { BOUNDARIES_US, CONTRACT_US, countsOfBuckets } from "#lib/domain/slo/boundaries.ts";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import { askAws, awsOptions } from "./aws.ts";
import { SourceFault, type SourceReader, type SourceTask } from "./source.ts";

/** An answer of so many points stays well below the largest body that our egress takes. */
const POINTS_A_PAGE = 10_000;
const MAX_PAGES = 50;
/** Between the thresholds of the contract every fourth boundary is asked for: each question is paid for. */
const COARSER = 4;
const PER_CENT = 100;

const CONTRACT = new Set<number>(CONTRACT_US);
/** Where percentile ranks are asked for, in microseconds; far below the 500 questions that a request may have. */
const RANKED_US = BOUNDARIES_US.filter(
  (us, i) => CONTRACT.has(us) || us === BOUNDARIES_US.at(-1) || (i % COARSER === 0 && !CONTRACT.has(us - 1)),
);

type Task = SourceTask<"cloudwatch">;
type Asked = { metric: string; stat: string };
/** What CloudWatch says of a period by its beginning in ms. */
type Values = Map<number, number>;
type Amounts = Pick<SourcedMeasurement, "good" | "total" | "counts">;

function queryOf({ source, span }: Task, id: string, { metric, stat }: Asked): MetricDataQuery {
  const dimensions = Object.entries(source.dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: id,
    MetricStat: {
      Metric: { Namespace: source.namespace, MetricName: metric, Dimensions: dimensions },
      Period: span.windowMs / 1000,
      Stat: stat,
    },
  };
}

/** One question with all its pages: the values of each part by its id. @throws SourceFault, NetFault */
async function ask(client: CloudWatchClient, task: Task, asked: Record<string, Asked>) {
  const values = new Map<string, Values>(Object.keys(asked).map((id) => [id, new Map()]));
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const input = {
      MetricDataQueries: Object.entries(asked).map(([id, one]) => queryOf(task, id, one)),
      StartTime: new Date(task.span.from),
      EndTime: new Date(task.span.until),
      ScanBy: "TimestampAscending" as const,
      MaxDatapoints: POINTS_A_PAGE,
      ...(token === undefined ? {} : { NextToken: token }),
    };
    const answer = await askAws("CloudWatch", () => client.send(new GetMetricDataCommand(input)));
    for (const result of answer.MetricDataResults ?? []) {
      if (result.StatusCode === "InternalError" || result.StatusCode === "Forbidden") {
        const why = result.Messages?.map(({ Value }) => Value).join("; ");
        throw new SourceFault(
          `CloudWatch: ${result.StatusCode} for ${result.Label ?? result.Id}${why ? `: ${why}` : ""}`,
        );
      }
      for (const [i, at] of (result.Timestamps ?? []).entries())
        values.get(result.Id ?? "")?.set(at.getTime(), result.Values![i]!);
    }
    token = answer.NextToken;
    if (!token) return values;
  }
  throw new SourceFault(`CloudWatch answers more than ${MAX_PAGES} pages`);
}

function countOf(value: number, about: string): bigint {
  if (!Number.isFinite(value) || value < 0)
    throw new SourceFault(`${about} is ${value}: counts of events are asked for (Sum or SampleCount)`);
  return BigInt(Math.round(value));
}

/** Bad (or good) events that CloudWatch has no point for are none; without a total nothing is known. */
async function readRatio(client: CloudWatchClient, task: Task): Promise<(at: number) => Amounts | null> {
  const { total, good, bad } = task.source;
  if (!total || !(good ?? bad)) throw new SourceFault("the metrics of total and of good or bad are missing");
  const values = await ask(client, task, { total, part: (good ?? bad)! });
  return (at) => {
    const told = values.get("total")!.get(at);
    if (told === undefined) return null;
    const all = countOf(told, "total");
    const part = countOf(values.get("part")!.get(at) ?? 0, good ? "good" : "bad");
    const others = all > part ? all - part : 0n;
    return { total: all, good: good ? all - others : others, counts: [] };
  };
}

/**
 * Percentile ranks PR(:t), the share of samples up to t, times the number of samples, as counts on our boundaries. They add up with
 * other windows, which percentiles do not; rounded once each, so that all of them together are exactly the samples.
 */
async function readLatency(client: CloudWatchClient, task: Task): Promise<(at: number) => Amounts | null> {
  const { latency } = task.source;
  if (!latency) throw new SourceFault("the metric of latency is missing");
  const { metric, unitUs } = latency;
  const ranks = RANKED_US.map((us) => [`r${us}`, { metric, stat: `PR(:${us / unitUs})` }] as const);
  const asked = { samples: { metric, stat: "SampleCount" }, ...Object.fromEntries(ranks) };
  const values = await ask(client, task, asked);
  const samples = values.get("samples")!;
  if (samples.size > 0 && ranks.every(([id]) => values.get(id)!.size === 0))
    throw new SourceFault(
      `CloudWatch has samples of ${metric} but no percentile ranks: it was sent as statistic sets`,
    );
  return (at) => {
    const told = samples.get(at);
    if (told === undefined) return null;
    const all = countOf(told, "SampleCount");
    let before = 0n;
    const buckets: { upToUs: number; count: bigint }[] = [];
    for (const upToUs of RANKED_US) {
      const rank = values.get(`r${upToUs}`)!.get(at);
      if (rank === undefined) return null;
      const upTo = countOf((rank / PER_CENT) * Number(all), "PR");
      const now = upTo > all ? all : upTo < before ? before : upTo;
      buckets.push({ upToUs, count: now - before });
      before = now;
    }
    buckets.push({ upToUs: Number.POSITIVE_INFINITY, count: all - before });
    return { good: all, total: all, counts: countsOfBuckets(buckets) };
  };
}

/**
 * Reads windows by GetMetricData, the period as long as a window. Points of 60 s are kept for 15 days and those of 300 s for 63, longer
 * than we ever look back. A window without a point is no data.
 * @throws SourceFault (also what AWS refuses, throttling among it), NetFault
 */
export const readCloudwatch: SourceReader<"cloudwatch"> = async (task, reach) => {
  const client = new CloudWatchClient(awsOptions(task.source, reach));
  try {
    const { from, until, windowMs } = task.span;
    const amountsAt = await (task.sli.kind === "latency" ? readLatency : readRatio)(client, task);
    const measurements: SourcedMeasurement[] = [];
    for (let windowAt = from; windowAt < until; windowAt += windowMs) {
      const amounts = amountsAt(windowAt);
      const window = { sliId: task.sli.id, windowAt, windowSeconds: windowMs / 1000, source: "cloudwatch" };
      if (amounts) measurements.push({ ...window, ...amounts });
    }
    return { measurements };
  } finally {
    client.destroy();
  }
};
