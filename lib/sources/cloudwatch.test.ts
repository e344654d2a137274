import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { binOf } from "#lib/domain/slo/boundaries.ts";
import type { PulledSource } from "#lib/domain/slo/source.ts";
import { createEgress } from "#lib/net/egress.ts";
import { startCloudwatchPeer } from "#lib/testing/aws/cloudwatch-peer.ts";
import { AWS_KEYS } from "#lib/testing/aws/signature.ts";
import { readCloudwatch } from "./cloudwatch.ts";

const T = Date.parse("2026-11-24T10:00:00Z");
const WINDOW = 300_000;
type Source = PulledSource<"cloudwatch">;
let cloudwatch: Awaited<ReturnType<typeof startCloudwatchPeer>>;

beforeAll(async () => {
  cloudwatch = await startCloudwatchPeer();
});
afterAll(() => cloudwatch.close());
beforeEach(() => {
  Object.assign(cloudwatch.peer, { data: [], asked: [], refuse: null, maxPoints: Number.POSITIVE_INFINITY });
});

const reach = (more: object = {}) => ({
  egress: createEgress({ allow: [cloudwatch.hostPort], dnsServers: [] }),
  timeoutMs: 5_000,
  signal: new AbortController().signal,
  aws: AWS_KEYS,
  ...more,
});
const read = async (more: Partial<Source>, kind: "ratio" | "latency" = "ratio", given = reach()) => {
  const source: Source = {
    ...{ kind: "cloudwatch", region: "ap-northeast-2", endpoint: cloudwatch.url, namespace: "TDeveloper" },
    ...{ dimensions: { Tier: "enterprise" }, ...more },
  };
  const windowMs = 1000 * (source.windowSeconds ?? 300);
  const task = { sli: { id: "s", key: "k", kind }, source, cursor: null };
  return (await readCloudwatch({ ...task, span: { from: T, until: T + 2 * WINDOW, windowMs } }, given))
    .measurements;
};
const put = (metric: string, at: number, ...values: number[]) =>
  cloudwatch.peer.data.push(...values.map((value) => ({ metric, at, value })));
const RATIO = { total: { metric: "Requests", stat: "Sum" }, bad: { metric: "Errors", stat: "Sum" } };
const LATENCY = { latency: { metric: "ColdStart", unitUs: 1_000 } };

describe("readCloudwatch", () => {
  it("reads counts by window, takes missing bad events as none and a missing total as no data", async () => {
    put("Requests", T + 1_000, 60, 40);
    expect(await read(RATIO)).toEqual([
      {
        sliId: "s",
        windowAt: T,
        windowSeconds: 300,
        source: "cloudwatch",
        good: 100n,
        total: 100n,
        counts: [],
      },
    ]);
    put("Errors", T + 2_000, 3);
    put("Errors", T + WINDOW, 3);
    expect(await read(RATIO)).toMatchObject([{ windowAt: T, good: 97n, total: 100n }]);
    const metric = { Namespace: "TDeveloper", Dimensions: [{ Name: "Tier", Value: "enterprise" }] };
    expect(cloudwatch.peer.asked[0]!.MetricDataQueries[0]).toMatchObject({
      MetricStat: { Metric: metric, Period: 300 },
    });
  });

  it("asks for minutes where minutes are wanted, and never counts more good events than there were", async () => {
    put("Requests", T + 61_000, 10);
    put("Fine", T + 61_000, 12);
    const more = { total: RATIO.total, good: { metric: "Fine", stat: "Sum" }, windowSeconds: 60 };
    expect(await read(more)).toMatchObject([
      { windowAt: T + 60_000, windowSeconds: 60, good: 10n, total: 10n },
    ]);
  });

  it("makes counts of percentile ranks and samples that fit every sample to the thresholds, over many pages", async () => {
    const first = [12, 99.5, 100.5, 1_999, 2_001, 4_999, 70_000];
    const second = Array.from({ length: 333 }, (_, i) => 7 * i);
    put("ColdStart", T, ...first);
    put("ColdStart", T + WINDOW, ...second);
    cloudwatch.peer.maxPoints = 20;
    const told = await read(LATENCY, "latency");
    expect(cloudwatch.peer.asked.length).toBeGreaterThan(3);
    for (const [i, values] of [first, second].entries()) {
      const { counts, total } = told[i]!;
      expect([total, counts.reduce((sum, count) => sum + count, 0n)]).toEqual([
        BigInt(values.length),
        BigInt(values.length),
      ]);
      for (const ms of [50, 100, 200, 500, 1_600, 2_000, 5_000, 10_000]) {
        const below = counts.slice(0, binOf(ms * 1_000)).reduce((sum, count) => sum + count, 0n);
        expect(below, `${ms} ms`).toBe(BigInt(values.filter((value) => value <= ms).length));
      }
    }
    expect(cloudwatch.peer.asked[0]!.MetricDataQueries.length).toBeLessThan(110);
  });

  it("says what AWS refuses, that keys are missing or wrong, and what is no count", async () => {
    cloudwatch.peer.refuse = "ThrottlingException";
    await expect(read(RATIO)).rejects.toThrow("CloudWatch: ThrottlingException: Rate exceeded");
    cloudwatch.peer.refuse = null;
    const wrong = reach({ aws: { ...AWS_KEYS, secretAccessKey: "wrong" } });
    await expect(read(RATIO, "ratio", wrong)).rejects.toThrow("CloudWatch: InvalidSignatureException");
    await expect(read(RATIO, "ratio", reach({ aws: undefined }))).rejects.toThrow("AWS_ACCESS_KEY_ID");
    put("Requests", T, -3);
    await expect(read(RATIO)).rejects.toThrow("total is -3");
  });

  it("does not reach a private address that the operator did not allow", async () => {
    const closed = reach({ egress: createEgress({ allow: [], dnsServers: [] }) });
    await expect(read(RATIO, "ratio", closed)).rejects.toMatchObject({ reason: "address_not_allowed" });
    expect(cloudwatch.peer.asked).toEqual([]);
  });
});
