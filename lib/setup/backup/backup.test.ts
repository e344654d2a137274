import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { cloneDatabase } from "#lib/testing/database.ts";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { verifyBackup } from "./read.ts";
import { restoreBackup } from "./restore.ts";
import { readTables } from "./tables.ts";
import { writeBackup } from "./write.ts";

const dir = reachableDir();
const file = join(dir, "status.backup.gz");
let source: string;
let empty: string;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every row of every table as text, sorted: what two databases must agree on. */
const contents = async (url: string): Promise<Record<string, string[]>> =>
  await withClient(url, async (client) => {
    const all: Record<string, string[]> = {};
    for (const { name } of await readTables(client)) {
      // Says that it was restored.
      if (name === "instance_epochs") continue;
      const { rows } = await client.query(`select t::text as row from "${name}" t order by 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  });

const NASTY = 'tab\tnewline\nbackslash\\ quote" null \\N 한글 \u{1f9ea} \\.';

beforeAll(async () => {
  [source, empty] = [await cloneDatabase(), await cloneDatabase()];
  await withClient(source, async (client) => {
    await client.query(
      "select ensure_sample_partition(d::date) from generate_series('2026-11-20'::date, '2026-11-22', '1 day') d",
    );
    await client.query(
      `insert into pages (id, name, time_zone, languages, policy_weights, updated_at)
       values ('pageaaaaaaaa', $1, 'Asia/Seoul', '{ko,en}', '{"major_outage":1}', now())`,
      [NASTY],
    );
    await client.query(`insert into components (id, page_id, name, position, updated_at)
      values ('compaaaaaaaa', 'pageaaaaaaaa', 'REST API', 1, now())`);
    await client.query(`insert into monitors (id, page_id, component_id, kind, updated_at)
      values ('moniaaaaaaaa', 'pageaaaaaaaa', 'compaaaaaaaa', 'external', now())`);
    await client.query(`insert into uptime_samples (monitor_id, prober, slot_at, outcome, latency_ms)
      select 'moniaaaaaaaa', 'api', '2026-11-20T00:00:00Z'::timestamptz + n * interval '30 s', 'up', n / 7.0
      from generate_series(0, 8000) n`);
    await client.query(`insert into uptime_rollups (monitor_id, bucket_at, up, degraded, down, latencies_ms)
      values ('moniaaaaaaaa', '2026-11-20T00:00:00Z', 10, 0, 0, '{1.5,2.25,0.1}')`);
    await client.query(`insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id)
      select 'pageaaaaaaaa', 'system', 'test', 'page.create', 'page', 'pageaaaaaaaa' from generate_series(1, 5)`);
  });
  await writeBackup(source, file);
});

/** The backup with its unpacked text changed, packed again. */
function changed(name: string, change: (text: string) => string): string {
  const path = join(dir, name);
  writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(file)).toString("utf8"))));
  return path;
}

describe("a backup", () => {
  it("is one gzip file that begins with a header and that only its owner may read", () => {
    const header = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8").split("\n")[0] ?? "");
    expect(header).toMatchObject({ format: 1, program: "t-developer-status" });
    expect(header.samplePartitions).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
    const samples = header.tables.find(({ name }: { name: string }) => name === "uptime_samples");
    expect(samples).toMatchObject({ rows: 8001, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("is restored equal, row by row, into an empty database", async () => {
    const { tables } = await restoreBackup(empty, file, { replace: false });
    expect(await contents(empty)).toEqual(await contents(source));
    expect(tables.length).toBe(Object.keys(await contents(source)).length + 1);
  });

  it("sends nothing once it is restored, until an operator says so", async () => {
    const [restored] = await withClient(
      empty,
      async (client) =>
        (await client.query("select held_reason from instance_epochs where held_at is not null")).rows,
    );
    expect(restored).toEqual({ held_reason: "restored" });
  });

  it("brings partitions, constraints and sequences with it, so that work goes on", async () => {
    await withClient(empty, async (client) => {
      const { rows } = await client.query(
        "insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id) values ('p','s','t','a','b','c') returning id",
      );
      expect(rows).toEqual([{ id: "6" }]);
      await expect(client.query("delete from audit_log")).rejects.toThrow("append-only");
      const again = `insert into uptime_samples (monitor_id, prober, slot_at, outcome)
        values ('moniaaaaaaaa', 'api', '2026-11-21T00:00:00Z', 'down')`;
      await expect(client.query(again)).rejects.toThrow("duplicate key");
    });
  });

  it("replaces a database that is not empty only when told to", async () => {
    await expect(restoreBackup(empty, file, { replace: false })).rejects.toThrow("Give --replace");
    await restoreBackup(empty, file, { replace: true });
    expect(await contents(empty)).toEqual(await contents(source));
  });

  it("is as of one instant while others write", async () => {
    const busy = await cloneDatabase();
    let isDone = false;
    const writing = withClient(busy, async (client) => {
      while (!isDone)
        await client.query(`with a as (insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id)
          values ('p', 's', 't', 'a', 'b', 'c')) insert into outbox (page_id, kind, payload) values ('p', 'k', '{}')`);
    });
    for (let n = 0; n < 5; n += 1) {
      const { tables } = await writeBackup(busy, join(dir, `busy-${n}.gz`));
      const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
      expect(rows.outbox).toBe(rows.audit_log);
    }
    isDone = true;
    await writing;
  });

  it("never overwrites a file", async () => {
    await expect(writeBackup(source, file)).rejects.toThrow("exists already");
    await expect(writeBackup(source, join(dir, "missing/x.gz"))).rejects.toThrow("cannot be used");
  });
});

describe("a restore refuses, and changes nothing", () => {
  const refusals: [string, () => string, RegExp][] = [
    ["a file that is not there", () => join(dir, "none.gz"), /There is no file/],
    [
      "a file that was cut short",
      () => {
        const path = join(dir, "short.gz");
        writeFileSync(path, readFileSync(file).subarray(0, -200));
        return path;
      },
      /is no usable backup: it is damaged/,
    ],
    [
      "a file with one flipped bit",
      () => {
        const bytes = readFileSync(file);
        const at = bytes.length - 1000;
        bytes[at] = bytes[at]! ^ 4;
        const path = join(dir, "flipped.gz");
        writeFileSync(path, bytes);
        return path;
      },
      /is no usable backup/,
    ],
    [
      "a changed value",
      () => changed("value.gz", (text) => text.replace("REST API", "TEST API")),
      /checksum of table components/,
    ],
    [
      "a missing row",
      () => changed("row.gz", (text) => text.replace(/"rows":8001/, '"rows":8002')),
      /8001 rows instead of 8002/,
    ],
    ["trailing bytes", () => changed("more.gz", (text) => `${text}more\n`), /more than its header says/],
    ["another kind of file", () => changed("other.gz", () => '{"format":9}\n'), /header is not one of ours/],
    [
      "a newer version's tables",
      () =>
        changed("newer.gz", (text) =>
          text.replace('"migrations":[', '"migrations":[{"name":"20990101000000_x","checksum":"0"},'),
        ),
      /written by a newer version/,
    ],
    [
      "another form of a migration",
      () => changed("form.gz", (text) => text.replace(/"checksum":"[0-9a-f]{8}/, '"checksum":"00000000')),
      /another form of the migration/,
    ],
  ];

  it.each(refusals)("%s", async (_what, make, sentence) => {
    const before = await contents(empty);
    await expect(restoreBackup(empty, make(), { replace: true })).rejects.toThrow(sentence);
    expect(await contents(empty)).toEqual(before);
  });

  it("a database that a worker writes to", async () => {
    await withClient(empty, async (client) => {
      await client.query("insert into worker_heartbeats values ('w', now(), now())");
    });
    await expect(restoreBackup(empty, file, { replace: true })).rejects.toThrow(
      "A worker uses this database",
    );
  });

  it("nothing when the file is whole", async () => {
    expect((await verifyBackup(file)).tables.length).toBeGreaterThan(10);
  });
});
