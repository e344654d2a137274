import { describe, expect, it } from "vitest";
import { tellRejected } from "./point.ts";
import { countPoints, readRequest } from "./read.ts";
import { attributesOf, identityOf } from "./wire.ts";

const T = Date.parse("2026-11-24T10:00:00Z");
const ns = (at: number) => String(BigInt(at) * 1_000_000n);
const attribute = (key: string, value: object) => ({ key, value });
const WANTED = new Set(["m"]);

const request = (metric: object, resource: object[] = []) => ({
  resourceMetrics: [
    { resource: { attributes: resource }, scopeMetrics: [{ scope: { name: "s" }, metrics: [metric] }] },
  ],
});
const sum = (...dataPoints: object[]) => ({
  name: "m",
  sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints },
});
const histogram = (point: object) => ({
  name: "m",
  histogram: { aggregationTemporality: 1, dataPoints: [{ timeUnixNano: ns(T), ...point }] },
});
const exponential = (point: object) => ({
  name: "m",
  exponentialHistogram: { aggregationTemporality: 1, dataPoints: [{ timeUnixNano: ns(T), ...point }] },
});
const read = (metric: object, resource?: object[]) => readRequest(request(metric, resource), WANTED, T);
const reasonOf = (metric: object) => read(metric).rejected[0]?.reason;

describe("a request of OpenTelemetry", () => {
  it("is read with attributes of the point before those of its resource, as text", () => {
    const given = [attribute("env", { stringValue: "prod" }), attribute("code", { stringValue: "x" })];
    const point = {
      ...{ timeUnixNano: ns(T), startTimeUnixNano: ns(T - 1), asInt: "5" },
      attributes: [
        attribute("code", { intValue: "200" }),
        attribute("ok", { boolValue: true }),
        attribute("share", { doubleValue: 0.5 }),
        attribute("list", { arrayValue: { values: [] } }),
      ],
    };
    const { points, rejected, total } = read(sum(point), given);
    expect([rejected, total, points.length]).toEqual([[], 1, 1]);
    expect(points[0]).toMatchObject({
      ...{ metric: "m", temporality: "cumulative", value: { kind: "sum", count: 5n } },
      ...{ timeNs: BigInt(T) * 1_000_000n, startNs: BigInt(T - 1) * 1_000_000n },
    });
    expect(Object.fromEntries(points[0]!.attributes)).toEqual({
      ...{ env: "prod", code: "200", ok: "true", share: "0.5" },
    });
  });

  it("leaves metrics that nobody asked for, and points that say nothing was recorded", () => {
    expect(read({ ...sum({}), name: "other" })).toEqual({ points: [], rejected: [], total: 1 });
    expect([countPoints(request(sum({}, {}))), countPoints(null)]).toEqual([2, 0]);
    expect(read(sum({ flags: 1 }))).toEqual({ points: [], rejected: [], total: 1 });
    for (const nothing of [null, [], "x", { resourceMetrics: [null] }, request({ name: "m" })])
      expect(readRequest(nothing, WANTED, T).points).toEqual([]);
  });

  it("knows a series by all of its attributes in any order, and a process by its resource", () => {
    const two = [attribute("a", { stringValue: "1" }), attribute("b", { stringValue: "2" })];
    const point = (attributes: object[]) => sum({ timeUnixNano: ns(T), asInt: 1, attributes });
    const [one, turned] = [read(point(two)).points[0]!, read(point([...two].reverse())).points[0]!];
    expect(turned.series).toBe(one.series);
    const other = read(point(two.slice(1))).points[0]!;
    expect([other.stream === one.stream, other.series === one.series]).toEqual([true, false]);
    const elsewhere = read(point(two), [attribute("host", { stringValue: "h" })]).points[0]!;
    expect(elsewhere.stream).not.toBe(one.stream);
    const list = (value: object) => identityOf([attribute("a", { arrayValue: value })]);
    expect(list({ values: [1] })).not.toBe(list({ values: [2] }));
    expect(attributesOf([attribute("a", {}), { key: 1 }, null])).toEqual(new Map());
  });

  it.each<readonly [object, string | RegExp]>([
    [{ name: "m", gauge: { dataPoints: [{}] } }, "a gauge tells no amounts: send a sum or a histogram"],
    [{ name: "m", summary: { dataPoints: [{}] } }, "a summary tells no amounts: send a sum or a histogram"],
    [
      { name: "m", sum: { aggregationTemporality: 2, dataPoints: [{}] } },
      "the sum is not monotonic: it counts no events",
    ],
    [
      { name: "m", sum: { isMonotonic: true, dataPoints: [{}] } },
      "aggregation_temporality is neither delta nor cumulative",
    ],
    [sum({}), "time_unix_nano is missing"],
    [sum({ timeUnixNano: ns(T + 301_000), asInt: 1 }), "lies more than 5 minutes in the future"],
    [sum({ timeUnixNano: ns(T - 401 * 86_400_000), asInt: 1 }), "lies more than 400 days in the past"],
    ...["NaN", -1, 0.5, "Infinity", null].map(
      (asDouble) =>
        [
          sum({ timeUnixNano: ns(T), asDouble }),
          "a count is no whole number from 0 to 9007199254740991",
        ] as const,
    ),
    [histogram({ count: "2", bucketCounts: ["1"], explicitBounds: [1] }), /one more than explicit_bounds$/],
    [histogram({ count: "2", bucketCounts: ["1", "2"], explicitBounds: [1] }), /do not add up to count$/],
    [
      histogram({ count: "1", bucketCounts: ["1", "0", "0"], explicitBounds: [2, 1] }),
      "explicit_bounds are not ascending numbers",
    ],
    [
      histogram({ count: "1", bucketCounts: ["-1", "2"], explicitBounds: [1] }),
      /^a count is no whole number/,
    ],
    [exponential({ count: "1", negative: { bucketCounts: ["1"] } }), "the histogram has negative values"],
    [exponential({ count: "1", scale: 21, zeroCount: "1" }), /^scale must be a whole number from -10 to 20$/],
    [exponential({ count: "1", positive: { offset: 0.5, bucketCounts: ["1"] } }), /^offset must be/],
    [exponential({ count: "2", positive: { bucketCounts: ["1"] } }), /do not add up to count$/],
    [exponential({ count: "1", zeroCount: "1", zeroThreshold: -1 }), /^zero_threshold must be/],
  ])("refuses %j with its reason", (metric, reason) => {
    expect(reasonOf(metric)).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
    expect(read(metric).points).toEqual([]);
  });

  it("takes a histogram without buckets: all that is known is how many", () => {
    expect(read(histogram({ count: 3, max: 0.2 })).points[0]!.value).toEqual({
      ...{ kind: "explicit", count: 3n, bounds: [], counts: [3n], max: 0.2 },
    });
  });

  it("takes points up to five minutes ahead and 400 days back, and starts up to the point itself", () => {
    const one = (at: number, startAt = at) =>
      read(sum({ timeUnixNano: ns(at), startTimeUnixNano: ns(startAt), asInt: 1 })).points[0];
    expect(one(T + 300_000)?.timeNs).toBe(BigInt(T + 300_000) * 1_000_000n);
    expect(one(T - 400 * 86_400_000)?.startNs).toBe(BigInt(T - 400 * 86_400_000) * 1_000_000n);
    expect(one(T, T + 1)?.startNs).toBe(0n);
    expect(read(sum({ timeUnixNano: "0", asInt: 1 })).rejected).toMatchObject([{ points: 1 }]);
    expect(read(sum({ timeUnixNano: ns(T), flags: 2, asInt: 1 })).points).toHaveLength(1);
    expect(read({ name: "m", gauge: {} })).toEqual({ points: [], rejected: [], total: 0 });
    const nameless = { ...sum({ timeUnixNano: ns(T), asInt: 1 }), name: 7 };
    expect(readRequest(request(nameless), new Set([""]), T).points[0]?.metric).toBe("");
  });

  it("tells scopes apart by name, version and attributes", () => {
    const of = (scope: object | undefined) => {
      const metrics = [sum({ timeUnixNano: ns(T), asInt: 1 })];
      return readRequest({ resourceMetrics: [{ scopeMetrics: [{ scope, metrics }] }] }, WANTED, T).points[0]!
        .stream;
    };
    const scopes = [
      ...[undefined, { name: "a" }, { name: "b" }, { name: "a", version: "1" }],
      { name: "a", attributes: [attribute("k", { stringValue: "v" })] },
    ];
    expect(new Set(scopes.map(of)).size).toBe(scopes.length);
    expect(of({})).toBe(of({ name: "", version: "" }));
  });

  it("forgets a start that lies behind the point", () => {
    const point = { timeUnixNano: ns(T), startTimeUnixNano: "18446744073709551615", asInt: 1 };
    expect(read(sum(point)).points[0]!.startNs).toBe(0n);
  });
});

describe("what was not taken", () => {
  it("is told by metric and reason, each once with how many, the first five", () => {
    const rejected = (metric: string, reason: string, points = 1) => ({ metric, reason, points });
    expect(tellRejected([])).toEqual({ rejectedDataPoints: 0, errorMessage: "" });
    const some = [rejected("a", "is bad", 2), rejected("b", "is late"), rejected("a", "is bad")];
    expect(tellRejected(some)).toEqual({
      rejectedDataPoints: 4,
      errorMessage: "a: is bad (3); b: is late (1)",
    });
    const many = Array.from({ length: 7 }, (_, i) => rejected(`m${i}`, "x"));
    expect(tellRejected(many).errorMessage).toMatch(/; m4: x \(1\); and 2 more$/);
  });
});
