import { startHttpTarget, type Target } from "../network/target.ts";
import { signatureFault } from "./signature.ts";

/** What was put: one value of a metric at an instant (ms). */
export type Datum = { metric: string; at: number; value: number };
type Query = {
  Id: string;
  MetricStat: {
    Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] };
    Period: number;
    Stat: string;
  };
};
export type MetricRequest = {
  MetricDataQueries: Query[];
  StartTime: number;
  EndTime: number;
  MaxDatapoints: number;
  NextToken?: string;
};

const MAX_QUERIES = 500;
const PER_CENT = 100;

/** A statistic of the values of one period, as CloudWatch defines it. */
function statistic(stat: string, values: number[]): number {
  if (stat === "Sum") return values.reduce((sum, value) => sum + value, 0);
  if (stat === "SampleCount") return values.length;
  const rank = /^PR\(:([0-9.]+)\)$/.exec(stat);
  if (!rank) throw new Error(`the peer does not know ${stat}`);
  return (PER_CENT * values.filter((value) => value <= Number(rank[1])).length) / values.length;
}

function pointsOf(query: Query, { StartTime, EndTime }: MetricRequest, data: Datum[]) {
  const { Metric, Period, Stat } = query.MetricStat;
  const periods = new Map<number, number[]>();
  for (const { metric, at, value } of data) {
    if (metric !== Metric.MetricName || at < StartTime * 1000 || at >= EndTime * 1000) continue;
    const begin = Math.floor(at / 1000 / Period) * Period;
    periods.set(begin, [...(periods.get(begin) ?? []), value]);
  }
  return [...periods].sort(([a], [b]) => a - b).map(([at, values]) => [at, statistic(Stat, values)] as const);
}

/** CloudWatch's GetMetricData over AWS JSON 1.0, figures from `data`; `refuse` answers with an error of AWS instead. */
export async function startCloudwatchPeer() {
  const peer = {
    data: [] as Datum[],
    asked: [] as MetricRequest[],
    refuse: null as string | null,
    maxPoints: Infinity,
  };
  const target: Target = await startHttpTarget(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const answer = (status: number, value: object) =>
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(value));
    const refuse = (type: string, message: string) =>
      answer(400, { __type: `com.amazonaws#${type}`, message });
    const fault = signatureFault(request, body, "monitoring") ?? peer.refuse;
    if (fault) return void refuse(fault, "Rate exceeded or not allowed");
    if (request.headers["x-amz-target"] !== "GraniteServiceVersion20100801.GetMetricData")
      return void refuse("UnknownOperationException", "");
    const asked = JSON.parse(body.toString()) as MetricRequest;
    peer.asked.push(asked);
    if (asked.MetricDataQueries.length > MAX_QUERIES)
      return void refuse("ValidationError", "too many queries");
    const all = asked.MetricDataQueries.flatMap((query) =>
      pointsOf(query, asked, peer.data).map(([at, value]) => ({ id: query.Id, at, value })),
    );
    const from = Number(asked.NextToken ?? 0);
    const until = from + Math.min(asked.MaxDatapoints, peer.maxPoints);
    const isMore = until < all.length;
    const results = asked.MetricDataQueries.map(({ Id, MetricStat }) => {
      const own = all.slice(from, until).filter(({ id }) => id === Id);
      return {
        Id,
        Label: `${MetricStat.Metric.MetricName} ${MetricStat.Stat}`,
        Timestamps: own.map(({ at }) => at),
        Values: own.map(({ value }) => value),
        StatusCode: isMore ? "PartialData" : "Complete",
      };
    });
    return void answer(200, {
      MetricDataResults: results,
      Messages: [],
      ...(isMore && { NextToken: String(until) }),
    });
  });
  return { ...target, peer, url: `http://${target.hostPort}` };
}
