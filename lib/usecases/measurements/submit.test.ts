import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { submitMeasurements } from "./submit.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const given = { sli: "requests", window_start: "2026-11-24T10:00:00Z", good: 9, total: 10 };
const scopeOf = (pageId: string) =>
  authorize({ kind: "system", id: "t", pageId: null }, "samples:write", pageId);
const submit = (pageId: string, ...batch: object[]) => submitMeasurements(scopeOf(pageId), batch, T);

describe("submitMeasurements", () => {
  it("counts what is new or replaces as accepted, and what was known as duplicates", async () => {
    const pageId = await makePage();
    await makeSli(pageId, "requests");
    const again = { ...given, good: 8 };
    expect(await submit(pageId, given, again)).toEqual({ accepted: 1, duplicates: 1, rejected: [] });
    expect(await submit(pageId, again)).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect(await submit(pageId, given)).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  });

  it("stores nothing for a stranger's SLI", async () => {
    const [pageId, stranger] = [await makePage(), await makePage()];
    await makeSli(pageId, "requests");
    const { rejected } = await submit(stranger, given);
    expect(rejected).toEqual([{ index: 0, message: "sli is unknown on this page" }]);
    expect(
      (
        await pool().query(
          "select from sli_measurements m join slis s on s.id = m.sli_id where s.page_id = $1",
          [pageId],
        )
      ).rows,
    ).toEqual([]);
  });

  it("is a door of the manage API with the contract's answer, for who may hand in samples", async () => {
    const world = await newWorld();
    await makeSli(world.pageId, "requests");
    const good = {
      sli: "requests",
      window_start: new Date(Date.now() - (Date.now() % 300_000)).toISOString(),
      good: 1,
      total: 2,
    };
    const json = { measurements: [good, { ...good, good: 3 }, { ...good, sli: "x" }] };
    const { status, body } = await call("POST", `${world.base}/measurements`, { token: world.owner, json });
    expect([status, body]).toEqual([
      202,
      {
        accepted: 1,
        duplicates: 0,
        rejected: [
          { index: 1, message: "good must not be above total: 3 > 2" },
          { index: 2, message: "sli is unknown on this page" },
        ],
      },
    ]);
    const many = { measurements: Array.from({ length: 10_001 }, () => 0) };
    expect(
      (await call("POST", `${world.base}/measurements`, { token: world.owner, json: many })).status,
    ).toBe(413);
    expect((await call("POST", `${world.base}/measurements`, { json })).status).toBe(401);
  });
});
