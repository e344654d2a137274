import { z } from "zod";
import { countsOfBuckets } from "#lib/domain/slo/boundaries.ts";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import { type Reach, SourceFault, type SourceReader, type SourceTask } from "./source.ts";

const US_PER_SECOND = 1_000_000;
const OK = 200;

const answer = z.union([
  z.object({
    status: z.literal("success"),
    data: z.object({
      resultType: z.literal("matrix"),
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          values: z.array(z.tuple([z.number(), z.string()])),
        }),
      ),
    }),
  }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);
type Series = {
  labels: Record<string, string> /** By the end of its window in ms. */;
  values: Map<number, number>;
};

/** The length of a window in PromQL, in the place where Sloth has it. */
const inWindow = (query: string, windowMs: number): string =>
  query.replaceAll(/\{\{\s*\.window\s*\}\}/g, `${windowMs / 1000}s`);

function parse(body: Buffer, status: number): z.output<typeof answer> {
  try {
    return answer.parse(JSON.parse(body.toString("utf8")));
  } catch {
    throw new SourceFault(`Prometheus answered ${status} without figures of a range query`);
  }
}

/** One range query: what it says at the end of each window. Points that are not numbers are no data. */
async function ask(task: SourceTask<"prometheus">, query: string, reach: Reach): Promise<Series[]> {
  const { from, until, windowMs } = task.span;
  const form = new URLSearchParams({
    query: inWindow(query, windowMs),
    start: String((from + windowMs) / 1000),
    end: String(until / 1000),
    step: String(windowMs / 1000),
  });
  const { body, status } = await reach.egress.request({
    url: `${task.source.url.replace(/\/+$/, "")}/api/v1/query_range`,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
    timeoutMs: reach.timeoutMs,
    signal: reach.signal,
  });
  const told = parse(body, status);
  if (told.status === "error") throw new SourceFault(`Prometheus: ${told.errorType}: ${told.error}`);
  if (status !== OK) throw new SourceFault(`Prometheus answered ${status}`);
  return told.data.result.map(({ metric, values }) => ({
    labels: metric,
    values: new Map(
      values
        .map(([at, text]) => [Math.round(at * 1000), Number(text)] as const)
        .filter(([, value]) => Number.isFinite(value)),
    ),
  }));
}

/** A count of events; increases are extrapolated by Prometheus, so they are rounded. */
function countOf(value: number, about: string): bigint {
  if (value < 0)
    throw new SourceFault(`${about} is ${value}: counts of events are asked for (increase of a counter)`);
  return BigInt(Math.round(value));
}

async function askOne(task: SourceTask<"prometheus">, part: "total" | "good" | "bad", reach: Reach) {
  const query = task.source[part];
  if (query === undefined) return null;
  const series = await ask(task, query, reach);
  if (series.length > 1)
    throw new SourceFault(`the query of ${part} gives ${series.length} series: add them up with sum()`);
  const values = series[0]?.values ?? new Map<number, number>();
  return (at: number): bigint | null => {
    const value = values.get(at);
    return value === undefined ? null : countOf(value, part);
  };
}

type Amounts = Pick<SourcedMeasurement, "good" | "total" | "counts">;

/** A series of bad (or good) events that does not exist yet has none; without a total nothing is known. */
async function readRatio(
  task: SourceTask<"prometheus">,
  reach: Reach,
): Promise<(at: number) => Amounts | null> {
  const total = await askOne(task, "total", reach);
  const good = await askOne(task, "good", reach);
  const bad = good ? null : await askOne(task, "bad", reach);
  return (at) => {
    const all = total?.(at) ?? null;
    if (all === null) return null;
    const told = good ? (good(at) ?? 0n) : all - (bad?.(at) ?? 0n);
    const clamped = told < 0n ? 0n : told > all ? all : told;
    return { total: all, good: clamped, counts: [] };
  };
}

/** Cumulative buckets by `le` (seconds) as what lies in each. A bucket below the one before it (a reset in between) is empty. */
async function readLatency(
  task: SourceTask<"prometheus">,
  reach: Reach,
): Promise<(at: number) => Amounts | null> {
  const series = await ask(task, task.source.buckets ?? "", reach);
  const ends = series.map(({ labels, values }) => {
    const upTo = Number(labels.le?.replace("+Inf", "Infinity"));
    if (labels.le === undefined || Number.isNaN(upTo))
      throw new SourceFault("the query of buckets must give one series for each le: sum by (le) (…)");
    return { upToUs: upTo * US_PER_SECOND, values };
  });
  ends.sort((a, b) => a.upToUs - b.upToUs);
  if (new Set(ends.map(({ upToUs }) => upToUs)).size < ends.length)
    throw new SourceFault("the query of buckets gives several series for one le: sum by (le) (…)");
  if (ends.length > 0 && ends.at(-1)!.upToUs !== Number.POSITIVE_INFINITY)
    throw new SourceFault('the query of buckets lacks le="+Inf"');
  return (at) => {
    if (ends.at(-1)?.values.get(at) === undefined) return null;
    let before = 0n;
    const buckets = ends.map(({ upToUs, values }) => {
      const upTo = countOf(values.get(at) ?? 0, "a bucket");
      const count = upTo > before ? upTo - before : 0n;
      before += count;
      return { upToUs, count };
    });
    return { good: before, total: before, counts: countsOfBuckets(buckets) };
  };
}

/**
 * Reads windows by range queries, one value at the end of each window (https://prometheus.io/docs/prometheus/latest/querying/api).
 * @throws SourceFault, NetFault
 */
export const readPrometheus: SourceReader<"prometheus"> = async (task, reach) => {
  const { from, until, windowMs } = task.span;
  const amountsAt = await (task.sli.kind === "latency" ? readLatency : readRatio)(task, reach);
  const measurements: SourcedMeasurement[] = [];
  for (let windowAt = from; windowAt < until; windowAt += windowMs) {
    const amounts = amountsAt(windowAt + windowMs);
    const window = { sliId: task.sli.id, windowAt, windowSeconds: windowMs / 1000, source: "prometheus" };
    if (amounts) measurements.push({ ...window, ...amounts });
  }
  return { measurements };
};
