import { beforeEach, describe, expect, it } from "vitest";
import { inTx, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { setOverride } from "./overrides.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
let world: Side & { stranger: Side };
beforeEach(async () => {
  world = await makeWorld();
});

type Word = Parameters<typeof setOverride>[2];
const say = (state: Word, at: number, side: Side = world) =>
  inTx((tx) => setOverride(tx, { id: side.component, pageId: side.page }, state, T + at));
const claims = async (side: Side = world): Promise<string[]> =>
  (
    await pool().query("select * from state_claims where component_id = $1 order by started_at, id", [
      side.component,
    ])
  ).rows.map(
    (row) => `${row.source} ${+row.started_at - T}–${row.ended_at ? +row.ended_at - T : ""} ${row.state}`,
  );

describe("setOverride", () => {
  it("is one claim at a time: the next word ends the one before, null takes it back", async () => {
    expect(await say(null, 0)).toBe(false);
    expect(await say("major_outage", 10)).toBe(true);
    expect(await say("major_outage", 15)).toBe(false);
    expect(await say("partial_outage", 20)).toBe(true);
    expect(await say(null, 30)).toBe(true);
    expect(await claims()).toEqual(["override 10–20 major_outage", "override 20–30 partial_outage"]);
  });

  it("leaves no trace of a word that was taken back in the same millisecond", async () => {
    await say("major_outage", 10);
    await say("degraded_performance", 10);
    expect(await claims()).toEqual(["override 10– degraded_performance"]);
    await say(null, 10);
    expect(await claims()).toEqual([]);
  });

  it("leaves incidents, maintenance and other components alone", async () => {
    for (const source of ["incident", "maintenance"])
      await pool().query(
        "insert into state_claims values ($1, $2, $3, $1, null, 'partial_outage', $4, null)",
        [source, world.page, world.component, new Date(T)],
      );
    await say("major_outage", 5, world.stranger);
    await say("degraded_performance", 1);
    await say(null, 2);
    const stay = ["incident 0– partial_outage", "maintenance 0– partial_outage"];
    expect(await claims()).toEqual([...stay, "override 1–2 degraded_performance"]);
    expect(await claims(world.stranger)).toEqual(["override 5– major_outage"]);
    await pool().query("delete from state_claims");
  });
});
