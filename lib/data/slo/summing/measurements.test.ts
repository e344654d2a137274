import { describe, expect, it } from "vitest";
import { BINS, countsOf } from "#lib/domain/slo/boundaries.ts";
import { readMeasurements } from "#lib/domain/slo/measurement-batch.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { pool } from "../../db.ts";
import { readMeasuredSlis, storeMeasurements } from "./measurements.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const NOW = T + 3_600_000;
const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();

async function measured(kind: "ratio" | "latency" = "ratio") {
  const pageId = await makePage();
  const sliId = await makeSli(pageId, "requests", { kind });
  const submit = async (...batch: object[]) => {
    const slis = await readMeasuredSlis(pageId, ["requests", "others"]);
    const given = batch.map((one) => ({ sli: "requests", window_start: iso(T), ...one }));
    return await storeMeasurements(pageId, readMeasurements(given, slis, NOW).measurements, NOW);
  };
  return { pageId, sliId, submit };
}
const rowsOf = async (table: "sli_windows" | "sli_hours", at: "window_at" | "hour_at", sliId: string) =>
  (
    await pool().query(
      `select extract(epoch from ${at} - $2)::int / 60 as minute, good::int, total::int from ${table}
       where sli_id = $1 order by 1`,
      [sliId, new Date(T)],
    )
  ).rows;
const windows = (sliId: string) => rowsOf("sli_windows", "window_at", sliId);
const hours = (sliId: string) => rowsOf("sli_hours", "hour_at", sliId);
const countsAt = async (sliId: string) =>
  (
    await pool().query("select counts::text[] from sli_windows where sli_id = $1", [sliId])
  ).rows[0].counts.map(BigInt);

describe("storeMeasurements", () => {
  it("adds the parts of a window up, and the windows of an hour", async () => {
    const { sliId, submit } = await measured();
    const minute = { window_seconds: 60 };
    const result = await submit(
      { ...minute, good: 9, total: 10 },
      { ...minute, window_start: iso(T + MINUTE), good: 5, total: 10 },
      { window_start: iso(T + 5 * MINUTE), good: 100, total: 100 },
      { window_start: iso(T - 5 * MINUTE), good: 1, total: 1 },
    );
    expect(result).toEqual({ written: 4, replaced: 0, unchanged: 0 });
    expect(await windows(sliId)).toEqual([
      { minute: -5, good: 1, total: 1 },
      { minute: 0, good: 14, total: 20 },
      { minute: 5, good: 100, total: 100 },
    ]);
    expect(await hours(sliId)).toEqual([
      { minute: -60, good: 1, total: 1 },
      { minute: 0, good: 114, total: 120 },
    ]);
  });

  it("replaces what the same source said of the same window, and adds what another says", async () => {
    const { sliId, submit } = await measured();
    await submit({ good: 9, total: 10 });
    expect(await submit({ good: 9, total: 10 })).toEqual({ written: 0, replaced: 0, unchanged: 1 });
    expect(await submit({ good: 8, total: 10 }, { good: 7, total: 10 })).toEqual({
      ...{ written: 0, replaced: 1, unchanged: 0 },
    });
    expect(await windows(sliId)).toEqual([{ minute: 0, good: 7, total: 10 }]);
    await submit({ good: 20, total: 20, source: "ap-northeast-2" });
    expect(await windows(sliId)).toEqual([{ minute: 0, good: 27, total: 30 }]);
    expect(await hours(sliId)).toEqual([{ minute: 0, good: 27, total: 30 }]);
  });

  it("says from where objectives must be counted again, late data too", async () => {
    const { sliId, submit } = await measured();
    const touchedAt = async () =>
      (await pool().query("select from_at from sli_touches where sli_id = $1", [sliId])).rows[0]?.from_at;
    await submit({ good: 9, total: 10 });
    expect(await touchedAt()).toEqual(new Date(T));
    await submit({ window_start: iso(T - 60 * MINUTE), good: 1, total: 10 });
    expect(await touchedAt()).toEqual(new Date(T - 60 * MINUTE));
    const { rows } = await pool().query("select last_window_at from sli_sources where sli_id = $1", [sliId]);
    expect(rows).toEqual([{ last_window_at: new Date(T) }]);
  });

  it("keeps latencies exact at the thresholds of the contract, also of parts added up", async () => {
    const { sliId, submit } = await measured("latency");
    await submit(
      { window_seconds: 60, histogram: { "100000": 3, "200000": 1 } },
      { window_seconds: 60, window_start: iso(T + MINUTE), histogram: { "100000": 1, "+Inf": 2 } },
    );
    const expected = countsOf([99_999, 99_999, 99_999, 99_999, 199_999, 9e9, 9e9]);
    expect(await countsAt(sliId)).toEqual(expected);
    expect(expected).toHaveLength(BINS);
    expect(await windows(sliId)).toEqual([{ minute: 0, good: 7, total: 7 }]);
  });

  it("loses nothing and deadlocks never when many write the same windows in different orders", async () => {
    const { pageId, sliId, submit } = await measured();
    const other = await makeSli(pageId, "others");
    const all = ["requests", "others"].flatMap((sli) =>
      Array.from({ length: 10 }, (_, n) => ({
        ...{ sli, window_seconds: 30, window_start: iso(T + n * 30_000), good: 1, total: 2 },
      })),
    );
    await Promise.all(
      Array.from({ length: 8 }, (_, w) =>
        submit(...(w % 2 ? all : [...all].reverse()).filter((_, i) => i % 4 === w >> 1)),
      ),
    );
    for (const id of [sliId, other]) expect(await windows(id)).toEqual([{ minute: 0, good: 10, total: 20 }]);
  });

  it("leaves out the SLIs of another page, and nothing is nothing", async () => {
    const [mine, other] = [await measured(), await measured()];
    const slis = await readMeasuredSlis(other.pageId, ["requests"]);
    const given = [{ sli: "requests", window_start: iso(T), good: 1, total: 1 }];
    const foreign = readMeasurements(given, slis, NOW).measurements;
    expect(await storeMeasurements(mine.pageId, foreign, NOW)).toMatchObject({ written: 0, unchanged: 0 });
    expect(await storeMeasurements(mine.pageId, [], NOW)).toMatchObject({ written: 0 });
    expect(await windows(other.sliId)).toEqual([]);
  });

  it("knows an SLI by its key while it is in use", async () => {
    const { pageId, sliId } = await measured("latency");
    const known = () => readMeasuredSlis(pageId, ["requests", "nothing"]);
    expect([...(await known())]).toEqual([["requests", { id: sliId, kind: "latency" }]]);
    await pool().query("update slis set archived_at = now() where id = $1", [sliId]);
    expect([...(await known())]).toEqual([]);
  });
});
