import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { databaseUrl, pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { inTransaction } from "../sql.ts";
import { lockOldest, markHandled, skipUntold } from "./outbox.ts";

withDatabase();

const NOW = Date.UTC(2026, 10, 24, 3);

beforeEach(() => pool().query("truncate outbox restart identity"));
const happen = (...kinds: string[]) =>
  pool().query(
    `insert into outbox (page_id, kind, payload) select 'p', kind, '{"n":1}' from unnest($1::text[]) kind`,
    [kinds],
  );
const open = async () =>
  (await pool().query("select kind from outbox where handled_at is null order by id")).rows.map(
    ({ kind }) => kind,
  );

describe("events that wait to be told", () => {
  it("are taken one after the other, the oldest first", async () => {
    await happen("other", "told", "heard");
    const kinds = ["told", "heard"];
    const seen = [];
    for (;;) {
      const event = await inTransaction(async (sql) => {
        const found = await lockOldest(sql, kinds);
        if (found && found !== "busy") await markHandled(sql, found.id, NOW);
        return found;
      });
      if (event === null || event === "busy") break;
      seen.push([event.id, event.kind, event.pageId, event.payload]);
    }
    expect(seen).toEqual([
      ["2", "told", "p", { n: 1 }],
      ["3", "heard", "p", { n: 1 }],
    ]);
    expect(await open()).toEqual(["other"]);
  });

  it("are not overtaken while somebody is at the oldest", async () => {
    await happen("told", "told");
    const other = new pg.Client(databaseUrl());
    await other.connect();
    await other.query("begin");
    expect(await lockOldest(other, ["told"])).toMatchObject({ id: "1" });
    expect(await inTransaction((sql) => lockOldest(sql, ["told"]))).toBe("busy");
    await other.query("rollback");
    await other.end();
    expect(await inTransaction((sql) => lockOldest(sql, ["told"]))).toMatchObject({ id: "1" });
  });

  it("leave behind what nobody is told of", async () => {
    await happen("other", "told", "another");
    expect(await skipUntold(pool(), ["told"], NOW)).toBe(false);
    expect(await open()).toEqual(["told"]);
    const { rows } = await pool().query("select handled_at from outbox where kind = 'other'");
    expect(rows[0].handled_at.getTime()).toBe(NOW);
  });

  it("may be more than one statement looks at", async () => {
    await pool().query(
      "insert into outbox (page_id, kind, payload) select 'p', 'other', '{}' from generate_series(1, 5001)",
    );
    expect(await skipUntold(pool(), ["told"], NOW)).toBe(true);
    expect(await skipUntold(pool(), ["told"], NOW)).toBe(false);
    expect(await open()).toEqual([]);
  });
});
