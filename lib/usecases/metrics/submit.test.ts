import { gzipSync } from "node:zlib";
import { OTLPMetricExporter as JsonExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtobufExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { binOf } from "#lib/domain/slo/boundaries.ts";
import { MAX_POINTS } from "#lib/domain/slo/otlp/read.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { startManageServer } from "#lib/testing/manage/server.ts";
import { call, newToken, newWorld } from "#lib/testing/manage/world.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";

withDatabase();
let server: Awaited<ReturnType<typeof startManageServer>>;
beforeAll(async () => {
  server = await startManageServer();
});
afterAll(() => server.close());

type Exporter = typeof JsonExporter | typeof ProtobufExporter;
type Fields = Parameters<typeof makeSli>[2];

const RUNS: Fields = {
  source: { kind: "otlp", metric: "agent.runs", attributes: {}, good: { outcome: "ok|retried*" } },
};
const LATENCY: Fields = {
  kind: "latency",
  source: {
    kind: "otlp",
    metric: "http.server.request.duration",
    attributes: { route: "/agents" },
    unitUs: 1e6,
  },
};

/** What a window of five minutes may hold is judged together: a test may run over its end. */
async function summed(sliId: string) {
  const { rows } = await pool().query(
    "select good::int, total::int, counts::text[] from sli_windows where sli_id = $1",
    [sliId],
  );
  const counts: number[] = [];
  for (const row of rows) for (const [i, n] of row.counts.entries()) counts[i] = (counts[i] ?? 0) + Number(n);
  const sum = (name: "good" | "total") => rows.reduce((all, row) => all + row[name], 0);
  return { good: sum("good"), total: sum("total"), counts };
}

/** A process that measures itself with OpenTelemetry and sends by a real exporter; `send` rejects what the server refuses. */
function sender(world: { base: string; owner: string }, Made: Exporter, temporality: AggregationTemporality) {
  const exporter = new Made({
    url: `${server.origin}${world.base}/otlp/v1/metrics`,
    headers: { authorization: `Bearer ${world.owner}` },
    compression: "gzip" as never,
    temporalityPreference: temporality,
  });
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({
    readers: [reader],
    views: [
      {
        instrumentName: "agent.start",
        aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
      },
    ],
  });
  return {
    meter: provider.getMeter("test"),
    send: async () => {
      // A series that begins and is sent in one millisecond says that its beginning is unknown.
      for (const at = Date.now(); Date.now() <= at + 1; ) await Promise.resolve();
      await provider.forceFlush();
    },
    end: () => provider.shutdown(),
  };
}

describe.each([
  ["protobuf", "delta", ProtobufExporter, AggregationTemporality.DELTA],
  ["protobuf", "cumulative", ProtobufExporter, AggregationTemporality.CUMULATIVE],
  ["JSON", "delta", JsonExporter, AggregationTemporality.DELTA],
  ["JSON", "cumulative", JsonExporter, AggregationTemporality.CUMULATIVE],
] as const)("the exporter of OpenTelemetry in %s, %s", (_, __, Made, temporality) => {
  it("counts what a process counts, each once, whatever it says in between", async () => {
    const world = await newWorld();
    const sli = await makeSli(world.pageId, "runs", RUNS);
    const { meter, send, end } = sender(world, Made, temporality);
    const runs = meter.createCounter("agent.runs");
    meter.createObservableGauge("agent.memory").addCallback((result) => result.observe(7));
    runs.add(3, { outcome: "ok" });
    await send();
    runs.add(4, { outcome: "ok" });
    runs.add(1, { outcome: "retried twice" });
    runs.add(2, { outcome: "failed" });
    await send();
    await send();
    runs.add(1, { outcome: "failed" });
    await end();
    expect(await summed(sli)).toMatchObject({ good: 8, total: 11 });
  });

  it("keeps latencies on our boundaries: as slow as their bucket, and not slower than the slowest", async () => {
    const world = await newWorld();
    const http = await makeSli(world.pageId, "http", LATENCY);
    const starts = await makeSli(world.pageId, "starts", {
      kind: "latency",
      source: { kind: "otlp", metric: "agent.start", attributes: {}, unitUs: 1_000 },
    });
    const { meter, send, end } = sender(world, Made, temporality);
    const advice = { explicitBucketBoundaries: [0.05, 0.1, 0.2] };
    const duration = meter.createHistogram("http.server.request.duration", { advice });
    const start = meter.createHistogram("agent.start");
    for (const seconds of [0.01, 0.06, 0.07]) duration.record(seconds, { route: "/agents" });
    duration.record(9, { route: "/other" });
    start.record(90);
    await send();
    for (const seconds of [0.11, 0.3]) duration.record(seconds, { route: "/agents" });
    for (const ms of [450, 1_500]) start.record(ms);
    await end();
    const { total, counts } = await summed(http);
    const below = (us: number) => counts.slice(0, binOf(us)).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(5);
    expect([50_000, 100_000, 200_000].map(below)).toEqual([1, 3, 4]);
    // The slowest was 0.3 s: what lies in the last bucket is not slower.
    expect([below(300_000), below(330_000)]).toEqual([4, 5]);
    const cold = await summed(starts);
    const slowest = cold.counts.findLastIndex((count) => count > 0);
    expect([cold.total, cold.counts.slice(0, binOf(100_000)).reduce((sum, count) => sum + count, 0)]).toEqual(
      [3, 1],
    );
    expect(slowest).toBe(binOf(1_500_001));
  });
});

describe("POST otlp/v1/metrics", () => {
  const at = () => String(BigInt(Date.now()) * 1_000_000n);
  const sum = (points: object[], fields: object = {}) => ({
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            metrics: [
              {
                name: "agent.runs",
                sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints: points, ...fields },
              },
            ],
          },
        ],
      },
    ],
  });

  it("tells what could not be counted as partial success, and counts the rest", async () => {
    const world = await newWorld();
    const path = `${world.base}/otlp/v1/metrics`;
    const sli = await makeSli(world.pageId, "runs", RUNS);
    const good = {
      timeUnixNano: at(),
      asInt: "5",
      attributes: [{ key: "outcome", value: { stringValue: "ok" } }],
    };
    const bad = { timeUnixNano: at(), asDouble: "NaN" };
    const json = sum([good, bad, { ...bad, asDouble: -1 }, { asInt: 1 }]);
    const { status, body } = await call("POST", path, { token: world.owner, json });
    expect([status, body]).toEqual([
      200,
      {
        partialSuccess: {
          rejectedDataPoints: "3",
          errorMessage:
            "agent.runs: a count is no whole number from 0 to 9007199254740991 (2); agent.runs: time_unix_nano is missing (1)",
        },
      },
    ]);
    expect(await summed(sli)).toMatchObject({ good: 5, total: 5 });
    expect((await call("POST", path, { token: world.owner, json: sum([good]) })).body).toEqual({});
    expect(await summed(sli)).toMatchObject({ good: 5, total: 5 });
    const gauge = {
      resourceMetrics: [
        { scopeMetrics: [{ metrics: [{ name: "agent.runs", gauge: { dataPoints: [{}] } }] }] },
      ],
    };
    expect((await call("POST", path, { token: world.owner, json: gauge })).body).toMatchObject({
      partialSuccess: { errorMessage: "agent.runs: a gauge tells no amounts: send a sum or a histogram (1)" },
    });
  });

  it("refuses strangers, other scopes and what it cannot read, to senders of protobuf in protobuf", async () => {
    const world = await newWorld();
    const path = `${world.base}/otlp/v1/metrics`;
    const json = sum([{ timeUnixNano: at(), asInt: 1 }]);
    const sampler = await newToken(world.pageId, ["samples:write"]);
    expect((await call("POST", path, { token: sampler, json })).status).toBe(200);
    expect((await call("POST", path, { json })).status).toBe(401);
    expect((await call("POST", path, { token: world.reader, json })).status).toBe(403);
    expect((await call("POST", path, { token: world.stranger, json })).status).toBe(404);
    const many = sum(Array.from({ length: MAX_POINTS + 1 }, () => ({})));
    expect((await call("POST", path, { token: world.owner, json: many })).status).toBe(413);
    const send = (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${server.origin}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${sampler}`, "content-type": "application/x-protobuf", ...headers },
        body,
      });
    const refused = await send("\x0a\xff\xff");
    expect([refused.status, refused.headers.get("content-type")]).toEqual([400, "application/x-protobuf"]);
    expect(await refused.text()).toContain("The body is no ExportMetricsServiceRequest");
    expect((await send("", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect((await send("x", { "content-encoding": "br" })).status).toBe(415);
    expect((await send("x", { "content-encoding": "gzip" })).status).toBe(400);
    const bomb = gzipSync(Buffer.alloc(20 * 1_048_576));
    expect((await send(new Uint8Array(bomb), { "content-encoding": "gzip" })).status).toBe(413);
    const empty = await send("");
    expect([empty.status, (await empty.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });
});
