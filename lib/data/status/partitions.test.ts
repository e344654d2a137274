import { beforeEach, describe, expect, it } from "vitest";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitored, makePage, sample } from "#lib/testing/engine.ts";
import { isDatabaseAway } from "../away.ts";
import { pool } from "../db.ts";
import {
  createPartitionsAhead,
  dropPartitionsBefore,
  ensurePartitions,
  forgetPartitions,
  keptFrom,
  rawRetentionDays,
} from "./partitions.ts";
import { insertSamples } from "./samples.ts";

withDatabase();
const DAY = 86_400_000;
const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
const stored = async (): Promise<string[]> =>
  (
    await pool().query(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'uptime_samples'::regclass order by 1",
    )
  ).rows.map(({ name }) => name.replace("uptime_samples_", ""));

beforeEach(async () => {
  await dropPartitionsBefore(Number.POSITIVE_INFINITY);
  forgetPartitions();
});

describe("partitions", () => {
  it("are made for the UTC days of the instants, each once", async () => {
    const noon = day("2026-02-28") + DAY / 2;
    await ensurePartitions([noon, noon + DAY / 2 - 1, noon + DAY / 2, noon, day("1999-12-31")]);
    expect(await stored()).toEqual(["19991231", "20260228", "20260301"]);
  });

  it("hold exactly their UTC day, also on a server of another zone", async () => {
    const other = await beginOther();
    await other.sql.query("set local timezone to 'Asia/Kathmandu'");
    await other.sql.query("select ensure_sample_partition('2026-03-08')");
    await other.commit();
    const { rows } = await pool().query(
      "select pg_get_expr(relpartbound, oid) as bounds from pg_class where relname = 'uptime_samples_20260308'",
    );
    expect(rows[0].bounds).toBe("FOR VALUES FROM ('2026-03-08 00:00:00+00') TO ('2026-03-09 00:00:00+00')");
  });

  it("are made by one process when several need them at once", async () => {
    const other = await beginOther();
    const made = async (sql: { query: typeof other.sql.query }) =>
      (await sql.query("select ensure_sample_partition('2026-04-01') as made")).rows[0].made;
    expect(await made(other.sql)).toBe(true);
    const waiting = [made(pool() as never), made(pool() as never)];
    await untilBlocked(2);
    await other.commit();
    expect(await Promise.all(waiting)).toEqual([false, false]);
  });

  it("are made by the next when the first took it back", async () => {
    const other = await beginOther();
    await other.sql.query("select ensure_sample_partition('2026-04-02')");
    const waiting = ensurePartitions([day("2026-04-02")]);
    await untilBlocked();
    await other.rollback();
    await waiting;
    expect(await stored()).toEqual(["20260402"]);
  });

  it("are made ahead for today and the days to come", async () => {
    await createPartitionsAhead(day("2026-12-31") + 5, 2);
    expect(await stored()).toEqual(["20261231", "20270101", "20270102"]);
  });

  it("are made ahead again although this process remembers them", async () => {
    await createPartitionsAhead(day("2026-12-31"), 0);
    await pool().query("drop table uptime_samples_20261231");
    await createPartitionsAhead(day("2026-12-31"), 0);
    expect(await stored()).toEqual(["20261231"]);
  });

  it("do not hold up samples of other days while one is made", async () => {
    const { pageId, monitorId } = await makeMonitored();
    await ensurePartitions([day("2026-05-01")]);
    const other = await beginOther();
    await other.sql.query("select ensure_sample_partition('2026-05-02')");
    const write = () => insertSamples(pageId, [sample(monitorId, day("2026-05-01"))], { tell: false });
    expect(await write()).toEqual({ accepted: 1, duplicates: 0 });
    await other.rollback();
  });
});

describe("retention", () => {
  it("keeps whole UTC days: the last one that is kept is kept whole", () => {
    expect(keptFrom(day("2026-11-23"), 35)).toBe(day("2026-10-19"));
    expect(keptFrom(day("2026-11-24") - 1, 35)).toBe(day("2026-10-19"));
  });

  it("drops the days that lie wholly before, tells which, and no other table", async () => {
    await pool().query("create table uptime_samples_20260101x (); create table uptime_samples_notes ()");
    await ensurePartitions(["2026-01-01", "2026-01-02", "2026-01-03"].map(day));
    expect(await dropPartitionsBefore(day("2026-01-03") - 1)).toEqual(["2026-01-01"]);
    expect(await dropPartitionsBefore(day("2026-01-03"))).toEqual(["2026-01-02"]);
    expect(await dropPartitionsBefore(day("2026-01-03"))).toEqual([]);
    expect(await stored()).toEqual(["20260103"]);
    const { rows } = await pool().query(
      "select count(*)::int as n from pg_class where relname ~ 'notes|0101x'",
    );
    expect(rows[0].n).toBe(2);
  });

  it("forgets what it dropped: the day can be made again at once", async () => {
    await ensurePartitions([day("2026-01-05")]);
    await dropPartitionsBefore(day("2026-01-06"));
    await ensurePartitions([day("2026-01-05")]);
    expect(await stored()).toEqual(["20260105"]);
  });

  it("waits for a reader at most two seconds, and leaves the day to the next time", async () => {
    await ensurePartitions([day("2026-01-07")]);
    const reader = await beginOther();
    await reader.sql.query("select * from uptime_samples_20260107");
    await expect(dropPartitionsBefore(day("2026-01-08"))).rejects.toMatchObject({ code: "55P03" });
    await reader.commit();
    expect((await pool().query("show lock_timeout")).rows[0].lock_timeout).toBe("0");
    expect(await dropPartitionsBefore(day("2026-01-08"))).toEqual(["2026-01-07"]);
  });

  it("survives a database that goes away while it waits: an error, and the process lives", async () => {
    await ensurePartitions([day("2026-01-09")]);
    const reader = await beginOther();
    await reader.sql.query("select * from uptime_samples_20260109");
    const waiting = dropPartitionsBefore(day("2026-01-10")).catch((error: unknown) => error);
    await untilBlocked();
    // The one that waits alone: were the reader's to end first, the day would be dropped before the server is gone.
    await reader.sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    expect(isDatabaseAway(await waiting)).toBe(true);
    await reader.rollback();
    expect(await dropPartitionsBefore(day("2026-01-10"))).toEqual(["2026-01-09"]);
  });

  it("is the longest of all pages, and the default while there is none", async () => {
    const other = await beginOther();
    await other.sql.query("delete from monitors; delete from components; delete from pages");
    expect(await rawRetentionDays(other.sql)).toBe(35);
    await other.rollback();
    await makePage({ retentionDays: 12 });
    await makePage({ retentionDays: 90 });
    expect(await rawRetentionDays(pool())).toBe(90);
  });
});
