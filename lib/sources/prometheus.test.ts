import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { binOf } from "#lib/domain/slo/boundaries.ts";
import type { PulledSource } from "#lib/domain/slo/source.ts";
import { createEgress } from "#lib/net/egress.ts";
import { startHttpTarget, type Target } from "#lib/testing/network/target.ts";
import { readPrometheus } from "./prometheus.ts";

const T = Date.parse("2026-11-24T10:00:00Z");
const WINDOW = 300_000;
const SPAN = { from: T, until: T + 2 * WINDOW, windowMs: WINDOW };

type Series = { metric?: Record<string, string>; values: [number, string][] };
let target: Target;
/** What was asked, and the answers by query. */
let asked: { path: string; form: Record<string, string> }[] = [];
let answers: Record<string, Series[]> = {};
let raw: { status: number; body: string } | null = null;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

beforeAll(async () => {
  target = await startHttpTarget(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    asked.push({ path: `${request.method} ${request.url}`, form });
    const result = (answers[form.query ?? ""] ?? []).map((one) => ({ metric: {}, ...one }));
    const told = { status: "success", data: { resultType: "matrix", result } };
    response.writeHead(raw?.status ?? 200, { "content-type": "application/json" });
    response.end(raw?.body ?? JSON.stringify(told));
  });
});
afterAll(() => target.close());
beforeEach(() => {
  [asked, answers, raw] = [[], {}, null];
});

const reach = (allow = [target.hostPort]) => ({
  egress: createEgress({ allow, dnsServers: [] }),
  timeoutMs: 2_000,
  signal: new AbortController().signal,
});
const source = (more: Partial<PulledSource<"prometheus">>): PulledSource<"prometheus"> => ({
  ...{ kind: "prometheus", url: `http://${target.hostPort}/prom/` },
  ...more,
});
const read = async (more: Partial<PulledSource<"prometheus">>, kind: "ratio" | "latency" = "ratio") =>
  (
    await readPrometheus(
      { sli: { id: "s", key: "k", kind }, source: source(more), span: SPAN, cursor: null },
      reach(),
    )
  ).measurements;
/** Values at the ends of the two windows, in seconds as Prometheus tells them. */
const at = (...values: (string | null)[]): Series["values"] =>
  values.flatMap((value, i) => (value === null ? [] : [[(T + (i + 1) * WINDOW) / 1000, value]]));

describe("readPrometheus", () => {
  it("asks for one value at the end of each window, in the place of the window its length", async () => {
    answers = { "t[300s]": [{ values: at("10", "20") }], "b[300s]": [{ values: at("1", "0") }] };
    expect(await read({ total: "t[{{.window}}]", bad: "b[{{ .window }}]" })).toEqual([
      { sliId: "s", windowAt: T, windowSeconds: 300, source: "prometheus", good: 9n, total: 10n, counts: [] },
      {
        sliId: "s",
        windowAt: T + WINDOW,
        windowSeconds: 300,
        source: "prometheus",
        good: 20n,
        total: 20n,
        counts: [],
      },
    ]);
    const range = { start: String((T + WINDOW) / 1000), end: String((T + 2 * WINDOW) / 1000), step: "300" };
    expect(asked).toEqual([
      { path: "POST /prom/api/v1/query_range", form: { query: "t[300s]", ...range } },
      { path: "POST /prom/api/v1/query_range", form: { query: "b[300s]", ...range } },
    ]);
  });

  it("knows nothing of a window without a total, and takes a missing series of bad events as none", async () => {
    answers = { t: [{ values: at("10", null) }] };
    expect(await read({ total: "t", bad: "b" })).toMatchObject([{ windowAt: T, good: 10n, total: 10n }]);
    answers = { t: [{ values: at(null, "10") }] };
    expect(await read({ total: "t", good: "g" })).toMatchObject([
      { windowAt: T + WINDOW, good: 0n, total: 10n },
    ]);
    answers = { b: [{ values: at("3", "3") }] };
    expect(await read({ total: "t", bad: "b" })).toEqual([]);
  });

  it("rounds what Prometheus extrapolates, and never counts more good events than there were", async () => {
    answers = { t: [{ values: at("10.49", "NaN") }], g: [{ values: at("10.5", "7") }] };
    expect(await read({ total: "t", good: "g" })).toMatchObject([{ good: 10n, total: 10n }]);
  });

  it("reads cumulative buckets by the end of each", async () => {
    const bucket = (le: string, ...values: (string | null)[]): Series => ({
      metric: { le },
      values: at(...values),
    });
    answers = { b: [bucket("+Inf", "10", "0"), bucket("0.1", "6", "0"), bucket("0.5", "9", null)] };
    const [first, second] = await read({ buckets: "b" }, "latency");
    expect(first).toMatchObject({ good: 10n, total: 10n });
    expect(first!.counts[binOf(99_999)]).toBe(6n);
    expect(first!.counts[binOf(499_999)]).toBe(3n);
    expect(first!.counts.at(-1)).toBe(1n);
    expect(second).toMatchObject({ total: 0n });
  });

  it.each<
    [string, Record<string, Series[]>, Partial<PulledSource<"prometheus">>, "ratio" | "latency", string]
  >([
    [
      "several series",
      { t: [{ values: [] }, { values: [] }] },
      { total: "t", bad: "b" },
      "ratio",
      "the query of total gives 2 series: add them up with sum()",
    ],
    [
      "a gauge below zero",
      { t: [{ values: at("-4") }] },
      { total: "t", bad: "b" },
      "ratio",
      "total is -4: counts of events are asked for (increase of a counter)",
    ],
    [
      "buckets without le",
      { b: [{ values: at("1") }] },
      { buckets: "b" },
      "latency",
      "the query of buckets must give one series for each le: sum by (le) (…)",
    ],
    [
      "buckets of two services",
      {
        b: [
          { metric: { le: "1" }, values: [] },
          { metric: { le: "1" }, values: [] },
        ],
      },
      { buckets: "b" },
      "latency",
      "the query of buckets gives several series for one le: sum by (le) (…)",
    ],
    [
      "buckets without an end",
      { b: [{ metric: { le: "1" }, values: [] }] },
      { buckets: "b" },
      "latency",
      'the query of buckets lacks le="+Inf"',
    ],
  ])("says what is wrong with %s", async (_, given, more, kind, sentence) => {
    answers = given;
    await expect(read(more, kind)).rejects.toThrow(sentence);
  });

  it("passes on what Prometheus says of a query, and says when it is none", async () => {
    const error = { status: "error", errorType: "bad_data", error: 'parse error: unexpected "("' };
    raw = { status: 400, body: JSON.stringify(error) };
    await expect(read({ total: "t(", bad: "b" })).rejects.toThrow(`Prometheus: bad_data: ${error.error}`);
    raw = { status: 502, body: "<html>Bad gateway</html>" };
    await expect(read({ total: "t", bad: "b" })).rejects.toThrow(
      "Prometheus answered 502 without figures of a range query",
    );
  });

  it("does not reach a private address that the operator did not allow", async () => {
    const task = { sli: { id: "s", key: "k", kind: "ratio" as const }, span: SPAN, cursor: null };
    const given = { ...task, source: source({ total: "t", bad: "b" }) };
    await expect(readPrometheus(given, reach([]))).rejects.toMatchObject({ reason: "address_not_allowed" });
    expect(asked).toEqual([]);
  });
});
