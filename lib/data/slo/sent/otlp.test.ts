import { describe, expect, it } from "vitest";
import type { OtlpPoint, OtlpValue } from "#lib/domain/slo/otlp/point.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { pool } from "../../db.ts";
import { readOtlpSlis, storePoints } from "./otlp.ts";
import { FORGOTTEN_AFTER_MS } from "./otlp-series.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const MINUTE = 60_000;
const ns = (at: number) => BigInt(at) * 1_000_000n;
const sum = (count: number): OtlpValue => ({ kind: "sum", count: BigInt(count) });

type Told = { at: number; value: OtlpValue; outcome?: string; host?: string; startAt?: number };
const point =
  (temporality: OtlpPoint["temporality"]) =>
  ({ at, value, outcome = "ok", host = "h", startAt = 0 }: Told): OtlpPoint => ({
    ...{ metric: "m", stream: host, series: `${host} ${outcome}`, temporality, value },
    ...({ attributes: new Map([["outcome", outcome]]), startNs: startAt && ns(startAt), timeNs: ns(at) } as {
      attributes: Map<string, string>;
      startNs: bigint;
      timeNs: bigint;
    }),
  });
const delta = point("delta");
const cumulative = point("cumulative");

async function world(fields: Parameters<typeof makeSli>[2] = {}) {
  const pageId = await makePage();
  const source = {
    kind: "otlp",
    metric: "m",
    attributes: {},
    good: { outcome: "ok" },
    unitUs: 1_000,
  } as const;
  const sliId = await makeSli(pageId, "runs", { source, ...fields });
  const slis = await readOtlpSlis(pageId);
  const tell = async (points: OtlpPoint[], now = T) => await storePoints(pageId, points, slis, now);
  const windows = async () =>
    (
      await pool().query(
        `select extract(epoch from window_at - $2)::int / 60 as minute, good::int, total::int from sli_windows
         where sli_id = $1 order by 1`,
        [sliId, new Date(T)],
      )
    ).rows.map(({ minute, good, total }) => [minute, good, total]);
  const series = async () =>
    (await pool().query("select count(*)::int as count from otlp_series where page_id = $1", [pageId]))
      .rows[0].count;
  return { pageId, sliId, tell, windows, series };
}

describe("SLIs of OpenTelemetry", () => {
  it("are those in use, of one page, with what they ask for", async () => {
    const { pageId, sliId } = await world();
    await makeSli(pageId, "others");
    expect(await readOtlpSlis(pageId)).toEqual([
      {
        ...{ id: sliId, kind: "ratio" },
        source: { kind: "otlp", metric: "m", attributes: {}, good: { outcome: "ok" }, unitUs: 1_000 },
      },
    ]);
    await pool().query("update slis set archived_at = now() where id = $1", [sliId]);
    expect(await readOtlpSlis(pageId)).toEqual([]);
  });
});

describe("points of OpenTelemetry", () => {
  it("add to windows, and the same again adds nothing, in one request or in many", async () => {
    const { tell, windows } = await world();
    const first = delta({ at: T + MINUTE, value: sum(5) });
    const failed = delta({ at: T + MINUTE, value: sum(1), outcome: "failed" });
    expect(await tell([first, failed, first])).toEqual([]);
    await tell([first, delta({ at: T + 2 * MINUTE, value: sum(2) }), failed]);
    await tell([delta({ at: T + 6 * MINUTE, value: sum(4) })]);
    expect(await windows()).toEqual([
      [0, 7, 8],
      [5, 4, 4],
    ]);
  });

  it("that are cumulative add what is new since the row that was kept, resets counted from nothing", async () => {
    const { tell, windows } = await world();
    const at = (minute: number, count: number, startAt = T - 60 * MINUTE) =>
      cumulative({ at: T + minute * MINUTE, value: sum(count), startAt });
    await tell([at(1, 1_000)]);
    await tell([at(2, 1_003), at(1, 1_000)]);
    await tell([at(3, 1_004)]);
    await tell([at(3, 1_004)]);
    await tell([at(6, 9, T + 5 * MINUTE)]);
    expect(await windows()).toEqual([
      [0, 4, 4],
      [5, 9, 9],
    ]);
  });

  it("of a series that appears in a stream that was heard before are all new: the first failure counts", async () => {
    const { tell, windows } = await world();
    const startAt = T - 60 * MINUTE;
    await tell([cumulative({ at: T + MINUTE, value: sum(500), startAt })]);
    const failed = { value: sum(2), outcome: "failed", startAt };
    await tell([
      cumulative({ at: T + 2 * MINUTE, value: sum(510), startAt }),
      cumulative({ at: T + 2 * MINUTE, ...failed }),
    ]);
    // Another process, of which nothing was heard: where its counting begins.
    await tell([cumulative({ at: T + 2 * MINUTE, ...failed, host: "other" })]);
    expect(await windows()).toEqual([[0, 10, 12]]);
  });

  it("are counted once when senders come at once", async () => {
    const { tell, windows } = await world();
    const all = Array.from({ length: 10 }, (_, i) => delta({ at: T + MINUTE, value: sum(1), host: `h${i}` }));
    await Promise.all([...all, ...all].map((one) => tell([one])));
    expect(await windows()).toEqual([[0, 10, 10]]);
  });

  it("with latencies add up on our boundaries, from the histogram that was kept", async () => {
    const { sliId, tell } = await world({
      kind: "latency",
      source: { kind: "otlp", metric: "m", attributes: {}, unitUs: 1_000 },
    });
    const histogram = (...counts: number[]): OtlpValue => ({
      ...{ kind: "explicit", bounds: [50, 100], counts: counts.map(BigInt), max: null },
      count: BigInt(counts.reduce((all, one) => all + one, 0)),
    });
    const at = (minute: number, value: OtlpValue) =>
      cumulative({ at: T + minute * MINUTE, value, startAt: T });
    await tell([at(1, histogram(3, 1, 0))]);
    await tell([at(2, histogram(4, 1, 1))]);
    expect(await tell([cumulative({ at: T + 3 * MINUTE, value: sum(9) })])).toMatchObject([{ points: 1 }]);
    const { rows } = await pool().query(
      "select total::int, counts::int[] from sli_windows where sli_id = $1",
      [sliId],
    );
    expect([rows[0].total, rows[0].counts.filter((count: number) => count > 0)]).toEqual([6, [4, 1, 1]]);
  });

  it("leave a row a series, forgotten a week after the last of them", async () => {
    const { tell, series } = await world();
    await tell([delta({ at: T, value: sum(1) }), delta({ at: T, value: sum(1), outcome: "failed" })]);
    expect(await series()).toBe(2);
    const later = T + FORGOTTEN_AFTER_MS;
    await tell([delta({ at: later, value: sum(1) })], later);
    expect(await series()).toBe(2);
    await tell([delta({ at: later + 1, value: sum(1) })], later + 1);
    expect(await series()).toBe(1);
    expect(await tell([])).toEqual([]);
  });
});
