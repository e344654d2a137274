import pg from "pg";
import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { layCable } from "#lib/testing/data/cable.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { isDatabaseAway } from "./away.ts";
import { databaseUrl, pool, prisma } from "./db.ts";

withDatabase();
const thrownBy = (work: () => Promise<unknown>) =>
  work().then(
    () => null,
    (error: unknown) => error,
  );

describe("a database that cannot be asked now", () => {
  it("is one that nobody listens for", async () => {
    const port = await freePort();
    const client = new pg.Client({ connectionString: `postgresql://status@127.0.0.1:${port}/x` });
    expect(isDatabaseAway(await thrownBy(() => client.connect()))).toBe(true);
  });

  it("is one behind a cut cable, where no answer ever comes", async () => {
    const cable = await layCable(databaseUrl());
    const client = new pg.Client({ connectionString: cable.url, query_timeout: 200 });
    client.on("error", () => {});
    await client.connect();
    await client.query("select 1");
    cable.silence();
    const error = await thrownBy(() => client.query("select 1"));
    void client.end().catch(() => {});
    cable.close();
    expect(error).toMatchObject({ message: "Query read timeout" });
    expect(isDatabaseAway(error)).toBe(true);
  });

  it("is one whose connections are all taken for too long", async () => {
    const small = new pg.Pool({ connectionString: databaseUrl(), max: 1, connectionTimeoutMillis: 1_000 });
    const taken = await small.connect();
    const error = await thrownBy(() => small.query("select 1"));
    taken.release();
    await small.end();
    expect(isDatabaseAway(error)).toBe(true);
  });

  it("is one that only reads", async () => {
    const error = await thrownBy(() =>
      pool().query("begin read only; delete from worker_heartbeats; commit"),
    );
    await pool().query("rollback");
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each(["08006", "08P01", "57P01", "57P02", "57P03", "53300", "53100"])("tells it by %s", async (code) => {
    const raised = `do $$ begin raise exception 'x' using errcode = '${code}'; end $$`;
    expect(isDatabaseAway(await thrownBy(() => pool().query(raised)))).toBe(true);
    expect(isDatabaseAway(await thrownBy(() => prisma().$executeRawUnsafe(raised)))).toBe(true);
  });

  it("is told through any wrapping, but not for ever", () => {
    const cause = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(isDatabaseAway(new Error("page", { cause: new Error("read", { cause }) }))).toBe(true);
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    expect(isDatabaseAway(circle)).toBe(false);
  });
});

describe("a database that is there", () => {
  it("may refuse a wrong question, a double and a stuck statement", async () => {
    const questions = [
      "select * from nothing",
      "insert into worker_heartbeats values ('a', now(), now()), ('a', now(), now())",
      "set statement_timeout = 20; select pg_sleep(5)",
    ];
    for (const question of questions)
      expect([question, isDatabaseAway(await thrownBy(() => pool().query(question)))]).toEqual([
        question,
        false,
      ]);
    const missing = await thrownBy(() => prisma().page.findUniqueOrThrow({ where: { id: "x" } }));
    expect([missing instanceof Error, isDatabaseAway(missing)]).toEqual([true, false]);
  });

  it.each([new Failure("conflict", "taken"), null, undefined, "ECONNREFUSED", 7])(
    "is not blamed for %s",
    (e) => {
      expect(isDatabaseAway(e)).toBe(false);
    },
  );
});
