import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { layCable } from "#lib/testing/data/cable.ts";
import { dropConnections, untilAsleep, untilBlocked } from "#lib/testing/data/connections.ts";
import { cloneDatabase } from "#lib/testing/database.ts";
import { isDatabaseAway } from "./away.ts";
import { closeDatabase, databaseUrl, openDatabase, pool, prisma } from "./db.ts";
import { inTransaction } from "./sql.ts";
import { dropPartitionsBefore } from "./status/partitions.ts";

const setting = async (name: string) => (await pool().query(`show ${name}`)).rows[0][name];
const open = async (change: (url: URL) => void = () => {}) => {
  const url = new URL(await cloneDatabase());
  change(url);
  openDatabase(url.href, { poolSize: 3 });
};

const asides: pg.Client[] = [];
/** A connection that is not one of the pool's. */
async function aside(url = databaseUrl()): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  asides.push(client);
  return client;
}
afterEach(async () => {
  for (const client of asides.splice(0)) await client.end();
  await closeDatabase();
});

describe("the database of the process", () => {
  it("is opened once: a second pool would be a mistake, and none at all is told", async () => {
    expect(() => pool()).toThrow("openDatabase() was not called");
    await open();
    expect(() => openDatabase("postgresql://elsewhere/x")).toThrow("already open");
    expect(databaseUrl()).not.toContain("elsewhere");
    await closeDatabase();
    expect(() => prisma()).toThrow("openDatabase() was not called");
  });

  it("never waits for a statement longer than 30 s", async () => {
    await open();
    expect(await setting("statement_timeout")).toBe("30s");
  });

  it("speaks UTC whatever the server's zone is, and keeps the options of the address", async () => {
    await open((url) => url.searchParams.set("options", "-c TimeZone=Asia/Seoul -c work_mem=5MB"));
    expect(await setting("TimeZone")).toBe("UTC");
    expect(await setting("work_mem")).toBe("5MB");
    const [row] = await prisma().$queryRaw<{ zone: string }[]>`select current_setting('TimeZone') as zone`;
    expect(row?.zone).toBe("UTC");
  });

  it("writes and reads the same instant through Prisma and through SQL on a server of any zone", async () => {
    await open();
    const { rows } = await pool().query("select current_database() as name");
    await pool().query(`alter database ${rows[0].name} set timezone to 'Australia/Lord_Howe'`);
    await dropConnections();
    const at = Date.parse("2026-10-03T15:29:59.999Z"); // the millisecond before the clocks of Lord Howe Island move
    const data = { workerId: "w", startedAt: new Date(at), beatAt: new Date(at) };
    await prisma().workerHeartbeat.create({ data });
    expect((await prisma().workerHeartbeat.findFirstOrThrow()).beatAt.getTime()).toBe(at);
    const stored = await pool().query(
      "select (extract(epoch from beat_at) * 1000)::float8 as at from worker_heartbeats",
    );
    expect(stored.rows).toEqual([{ at }]);
  });
});

describe("a database that goes away", () => {
  it("costs the statements in flight, with an error that says so, and nothing afterwards", async () => {
    await open();
    const inFlight = [
      pool().query("select pg_sleep(20)"),
      prisma().$queryRaw`select pg_sleep(20)::text`,
      inTransaction((sql) => sql.query("select pg_sleep(20)")),
    ].map((call) =>
      Promise.resolve(call).then(
        () => null,
        (error: unknown) => error,
      ),
    );
    await untilAsleep(3, await aside());
    expect(await dropConnections()).toBe(4);
    const errors = await Promise.all(inFlight);
    expect(errors.map(isDatabaseAway)).toEqual([true, true, true]);
    expect((await pool().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect(await prisma().page.count()).toBe(0);
  });

  it("ends no process when it is killed in the middle of anything: each call tells an error", async () => {
    const real = await cloneDatabase();
    const cable = await layCable(real);
    openDatabase(cable.url, { poolSize: 5 });
    await pool().query("select ensure_sample_partition('2026-01-01')");
    const reader = await aside(real);
    await reader.query("begin; select * from uptime_samples_20260101");
    const inFlight = [
      pool().query("select pg_sleep(20)"),
      prisma().$queryRaw`select pg_sleep(20)::text`,
      prisma().$transaction((tx) => tx.$queryRaw`select pg_sleep(20)::text`),
      inTransaction((sql) => sql.query("select pg_sleep(20)")),
      dropPartitionsBefore(Date.parse("2026-01-02")),
    ].map((call) => Promise.resolve(call).catch((error: unknown) => error));
    const watcher = await aside(real);
    await untilAsleep(4, watcher);
    await untilBlocked(1, watcher);
    cable.breakOff();
    expect((await Promise.all(inFlight)).map(isDatabaseAway)).toEqual(Array(5).fill(true));
    expect(await prisma().page.count()).toBe(0);
    await closeDatabase();
    cable.close();
  });

  it("replaces connections that died while nobody used them", async () => {
    await open();
    await Promise.all([1, 2, 3].map(() => pool().query("select pg_sleep(0.01)")));
    expect(pool().idleCount).toBe(3);
    await dropConnections();
    while (pool().totalCount > 0) await new Promise((done) => setTimeout(done, 5));
    expect(await Promise.all([1, 2, 3].map(() => prisma().page.count()))).toEqual([0, 0, 0]);
  });

  it("does not end the process when it goes between two statements of a transaction", async () => {
    await open();
    const work = prisma().$transaction(async (tx) => {
      await tx.page.count();
      await dropConnections();
      await tx.page.count();
    });
    const error = await work.catch((thrown: unknown) => thrown);
    expect(isDatabaseAway(error)).toBe(true);
    expect(await prisma().page.count()).toBe(0);
  });
});
