import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dropConnections } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { pool } from "./db.ts";
import { Contended, instant, inTransaction, millis, type Sql } from "./sql.ts";

withDatabase();
beforeAll(() => pool().query("create table counters (id int primary key, n int not null)"));
beforeEach(() =>
  pool()
    .query("truncate counters")
    .then(() => pool().query("insert into counters values (1, 0), (2, 0)")),
);

const add = (sql: Sql, id: number) => sql.query("update counters set n = n + 1 where id = $1", [id]);
const counted = async () =>
  (await pool().query("select n from counters order by id")).rows.map((row) => row.n);

describe("inTransaction", () => {
  it("commits what the work did and returns what it returned", async () => {
    expect(await inTransaction(async (sql) => (await add(sql, 1)).rowCount)).toBe(1);
    expect(await counted()).toEqual([1, 0]);
  });

  it("takes everything back when the work throws, and gives the connection back in order", async () => {
    const failing = inTransaction(async (sql) => {
      await add(sql, 1);
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await counted()).toEqual([0, 0]);
    const before = pool().totalCount;
    for (let i = 0; i < 2 * before; i++) await inTransaction((sql) => add(sql, 2));
    expect(pool().totalCount).toBe(before);
  });

  it("tells a wrong statement as it is, once, without running the work again", async () => {
    let runs = 0;
    const wrong = inTransaction(async (sql) => {
      runs++;
      await sql.query("insert into counters values (1, 0)");
    });
    await expect(wrong).rejects.toMatchObject({ code: "23505" });
    expect(runs).toBe(1);
  });

  it("runs the loser of a deadlock again: both transactions come true", async () => {
    let runs = 0;
    let holding = 0;
    const both = [
      [1, 2],
      [2, 1],
    ].map((order) =>
      inTransaction(async (sql) => {
        runs++;
        await add(sql, order[0] as number);
        holding++;
        // Each holds its first row before either asks for the other's.
        while (holding < 2) await new Promise((done) => setTimeout(done, 5));
        await add(sql, order[1] as number);
      }),
    );
    await Promise.all(both);
    expect(runs).toBeGreaterThan(2);
    expect(await counted()).toEqual([2, 2]);
  });

  it("gives up after ten runs that PostgreSQL refused, with PostgreSQL's word", async () => {
    let runs = 0;
    const hopeless = inTransaction(async (sql) => {
      runs++;
      await sql.query("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
    });
    await expect(hopeless).rejects.toMatchObject({ code: "40001" });
    expect(runs).toBe(10);
  });

  it("runs work again that would not wait for another, but not what waited in vain", async () => {
    let runs = 0;
    const contended = inTransaction(async () => {
      if (++runs < 3) throw new Contended("busy");
      return runs;
    });
    expect(await contended).toBe(3);
    const waited = inTransaction(async (sql) => {
      runs++;
      await sql.query("do $$ begin raise exception 'late' using errcode = '55P03'; end $$");
    });
    await expect(waited).rejects.toMatchObject({ code: "55P03" });
    expect(runs).toBe(4);
  });

  it("closes a connection that broke instead of giving it back, and does not run the work again", async () => {
    let runs = 0;
    const cut = inTransaction(async (sql) => {
      runs++;
      await add(sql, 1);
      await dropConnections();
      await add(sql, 1);
    });
    await expect(cut).rejects.toThrow();
    expect(runs).toBe(1);
    expect(await inTransaction((sql) => add(sql, 1))).toMatchObject({ rowCount: 1 });
    expect(await counted()).toEqual([1, 0]);
  });

  it("reads one moment throughout when it is asked to, and cannot write", async () => {
    const seen = await inTransaction(async (sql) => {
      const read = async () => (await sql.query("select sum(n)::int as n from counters")).rows[0].n;
      const first = await read();
      await pool().query("update counters set n = 5");
      return [first, await read()];
    }, "begin isolation level repeatable read read only");
    expect(seen).toEqual([0, 0]);
    const writing = inTransaction((sql) => add(sql, 1), "begin isolation level repeatable read read only");
    await expect(writing).rejects.toMatchObject({ code: "25006" });
  });
});

describe("instants in SQL", () => {
  it.each([
    0,
    1,
    -1,
    999,
    Date.parse("2026-11-01T06:59:59.999Z"),
    Date.parse("2100-02-28T23:59:59.001Z"),
    Date.parse("1999-12-31T15:00:00.123Z"),
  ])("keep the millisecond both ways: %d", async (at) => {
    const { rows } = await pool().query(`select ${millis(instant("$1::float8"))} as at`, [at]);
    expect(rows).toEqual([{ at }]);
  });

  it("stay null when there is none", async () => {
    const { rows } = await pool().query(`select ${millis(instant("$1::float8"))} as at`, [null]);
    expect(rows).toEqual([{ at: null }]);
  });
});
