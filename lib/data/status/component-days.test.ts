import { describe, expect, it } from "vitest";
import { noMs, type StateMs } from "#lib/domain/status/uptime.ts";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { HOSTILE_TEXTS } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "../db.ts";
import { readComponentDays, readUncounted, writeComponentDays } from "./component-days.ts";

withDatabase();
const DAY = 86_400_000;
const day = (componentId: string, date: string, ms: Partial<StateMs> = { operational: DAY }) => ({
  componentId,
  date,
  ms: { ...noMs(), ...ms },
});
const read = async (ids: string[], first: string, last: string) =>
  [...(await readComponentDays(pool(), ids, first, last))].map(([id, days]) => [
    id,
    ...[...days.keys()].sort(),
  ]);

describe("counted days", () => {
  it("give every state back as a number in its own place", async () => {
    const ms = {
      operational: 1,
      under_maintenance: 2,
      degraded_performance: 3,
      partial_outage: 4,
      major_outage: 5,
      unknown: 90_000_000 - 15, // a day of 25 hours
    };
    await writeComponentDays(pool(), [day("states", "2026-10-25", ms)]);
    const days = await readComponentDays(pool(), ["states"], "2026-10-25", "2026-10-25");
    expect(days.get("states")?.get("2026-10-25")).toEqual(ms);
  });

  it("are calendar days whatever the server's zone is, also where the clocks move", async () => {
    const dates = ["2026-03-08", "2026-03-29", "2026-10-04", "2026-10-25", "2026-12-31"];
    const client = await pool().connect();
    await client.query("set timezone to 'America/St_Johns'");
    await writeComponentDays(
      client,
      dates.map((date) => day("zones", date)),
    );
    await client.query("set timezone to 'Pacific/Kiritimati'");
    const days = await readComponentDays(client, ["zones"], "2026-03-08", "2026-12-31");
    await client.query("reset timezone");
    client.release();
    expect([...days.get("zones")!.keys()].sort()).toEqual(dates);
  });

  it("are read between two days, both included, for the asked components alone", async () => {
    const dates = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"];
    await writeComponentDays(
      pool(),
      dates.flatMap((date) => [day("mine", date), day("theirs", date)]),
    );
    expect(await read(["mine", "nobody"], "2026-01-02", "2026-01-03")).toEqual([
      ["mine", "2026-01-02", "2026-01-03"],
      ["nobody"],
    ]);
    expect(await read([], "2026-01-02", "2026-01-03")).toEqual([]);
  });

  it("are replaced when they say something else, and left alone when they say the same", async () => {
    const rows = [day("again", "2026-02-01"), day("again", "2026-02-02")];
    await writeComponentDays(pool(), rows);
    const versions = async () =>
      (
        await pool().query(
          "select xmin::text as x from component_days where component_id = 'again' order by day",
        )
      ).rows;
    const before = await versions();
    const changed = day("again", "2026-02-02", { operational: DAY - 1, major_outage: 1 });
    await writeComponentDays(pool(), [rows[0]!, changed]);
    const after = await versions();
    expect([after[0].x === before[0].x, after[1].x === before[1].x]).toEqual([true, false]);
    const days = await readComponentDays(pool(), ["again"], "2026-02-01", "2026-02-02");
    expect([...days.get("again")!.values()]).toEqual([rows[0]!.ms, changed.ms]);
    await writeComponentDays(pool(), []);
  });

  it("take ids for values, whatever they look like", async () => {
    await writeComponentDays(
      pool(),
      HOSTILE_TEXTS.map((id) => day(id, "2026-05-05")),
    );
    const days = await readComponentDays(pool(), HOSTILE_TEXTS, "2026-05-05", "2026-05-05");
    expect([...days].map(([id, { size }]) => [id, size])).toEqual(HOSTILE_TEXTS.map((id) => [id, 1]));
  });

  it("are written in one order, so that writers of the same days wait for each other instead of deadlocking", async () => {
    const rows = ["2026-06-01", "2026-06-02", "2026-06-03"].map((date) => day("busy", date));
    await writeComponentDays(pool(), rows);
    const lock = "select 1 from component_days where component_id = 'busy' and day = $1 for update nowait";
    const other = await beginOther();
    await other.sql.query(lock, ["2026-06-01"]);
    const changed = rows.map((row) => ({ ...row, ms: { ...row.ms, major_outage: 1 } }));
    const waiting = writeComponentDays(pool(), changed.toReversed());
    await untilBlocked();
    await other.sql.query(lock, ["2026-06-03"]);
    await other.commit();
    await waiting;
    const days = await readComponentDays(pool(), ["busy"], "2026-06-01", "2026-06-03");
    expect([...days.get("busy")!.values()].map((ms) => ms.major_outage)).toEqual([1, 1, 1]);
  });
});

describe("readUncounted", () => {
  it("tells who lacks the day, and the day after the last that was counted", async () => {
    const rows = [
      day("lacks", "2026-02-27"),
      day("lacks", "2026-02-28"),
      day("has", "2026-03-02"),
      day("later", "2026-03-05"),
    ];
    await writeComponentDays(pool(), rows);
    const uncounted = await readUncounted(pool(), ["lacks", "has", "later", "never"], "2026-03-02");
    expect(uncounted.sort((a, b) => a.componentId.localeCompare(b.componentId))).toEqual([
      { componentId: "lacks", nextDay: "2026-03-01" },
      { componentId: "later", nextDay: "2026-03-06" },
      { componentId: "never", nextDay: null },
    ]);
  });
});
