import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { reachableDir } from "#lib/testing/machine/reachable-dir.ts";
import { identityOf } from "../running.mjs";
import { type Embedded, runningEmbeddedUrl, startEmbedded } from "./embedded.ts";

const root = reachableDir();
let count = 0;
/** A data folder of its own for one test. */
function dataDir(): string {
  count += 1;
  const dir = join(root, `data-${count}`);
  mkdirSync(dir);
  return dir;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

async function during<T>(dir: string, work: (embedded: Embedded) => Promise<T>): Promise<T> {
  const embedded = await startEmbedded(dir);
  try {
    return await work(embedded);
  } finally {
    await embedded.cluster.stop();
  }
}

describe("the embedded PostgreSQL", () => {
  const dir = dataDir();

  it("is created on the first start and finds its data, password and port again on the second", async () => {
    const first = await during(dir, async ({ url }) => {
      await query(url, "create table kept as select 42 as answer");
      expect(runningEmbeddedUrl(dir)).toBe(url);
      return url;
    });
    expect(runningEmbeddedUrl(dir)).toBeNull();
    await during(dir, async ({ url }) => {
      expect(url).toBe(first);
      expect(await query(url, "select answer from kept")).toEqual([42]);
    });
  });

  it("lets nobody in without the password, and keeps it where only we can read it", async () => {
    expect(statSync(join(dir, "postgres.json")).mode & 0o777).toBe(0o600);
    await during(dir, async ({ url }) => {
      const wrong = new URL(url);
      wrong.password = "guess";
      await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
    });
  });

  it("sorts and compares by code point on every machine", async () => {
    await during(dir, async ({ url }) => {
      expect(await query(url, "select datlocale from pg_database where datname = 'status'")).toEqual([
        "C.UTF-8",
      ]);
      expect(await query(url, "show fsync")).toEqual(["on"]);
    });
  });

  it("recovers what was committed after kill -9, on the same port", async () => {
    const embedded = await startEmbedded(dir);
    await query(embedded.url, "insert into kept values (43)");
    process.kill(embedded.cluster.pid, "SIGKILL");
    expect(await embedded.cluster.exited).toBe("signal SIGKILL");
    const again = await embedded.relaunch();
    try {
      expect(await query(embedded.url, "select answer from kept order by 1")).toEqual([42, 43]);
    } finally {
      await again.stop();
    }
  });

  it("stops a server that an earlier run left behind, and never runs two on one folder", async () => {
    const left = await startEmbedded(dir);
    await during(dir, async ({ cluster }) => {
      expect(identityOf(left.cluster.pid)).toBeNull();
      expect(cluster.pid).not.toBe(left.cluster.pid);
    });
  });

  it("takes no other process with a reused number for its server", async () => {
    const bystander = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
    try {
      writeFileSync(
        join(dir, "postgres/data/postmaster.pid"),
        `${bystander.pid}\n/elsewhere\n0\n1\n\n\n\nready\n`,
      );
      await during(dir, async ({ url }) => expect(await query(url, "select 1")).toEqual([1]));
      expect(bystander.exitCode).toBeNull();
    } finally {
      bystander.kill();
    }
  });

  it("moves to another port when its own is taken", async () => {
    const { port } = JSON.parse(readFileSync(join(dir, "postgres.json"), "utf8"));
    const squatter = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    try {
      await during(dir, async ({ url }) => {
        expect(new URL(url).port).not.toBe(String(port));
        expect(await query(url, "select count(*)::int from kept")).toEqual([2]);
      });
    } finally {
      squatter.close();
    }
  });

  it("sets a new password when the remembered one was lost", async () => {
    rmSync(join(dir, "postgres.json"));
    await during(dir, async ({ url }) =>
      expect(await query(url, "select count(*)::int from kept")).toEqual([2]),
    );
  });

  it("begins anew when a first start was killed half-way", async () => {
    const half = dataDir();
    mkdirSync(join(half, "postgres/data.new/base"), { recursive: true });
    await during(half, async ({ url }) => expect(await query(url, "select 1")).toEqual([1]));
    expect(existsSync(join(half, "postgres/data.new"))).toBe(false);
  });
});

describe("below a folder that only its owner may enter", () => {
  it("starts all the same; as root, with the data elsewhere and a note about it", async () => {
    const closed = dataDir();
    chmodSync(closed, 0o700);
    const dir = join(closed, "data");
    mkdirSync(dir);
    await during(dir, async ({ url }) => {
      await query(url, "create table kept as select 42 as answer");
    });
    const { dir: place } = JSON.parse(readFileSync(join(dir, "postgres.json"), "utf8"));
    try {
      expect(existsSync(join(dir, "WHERE-THE-DATABASE-IS.txt"))).toBe(!place.startsWith(dir));
      await during(dir, async ({ url }) => expect(await query(url, "select answer from kept")).toEqual([42]));
      // Opened later: the data stay where they are.
      chmodSync(closed, 0o755);
      await during(dir, async ({ url }) => expect(await query(url, "select answer from kept")).toEqual([42]));
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  it("says what to do when existing data became unreachable", async () => {
    const dir = dataDir();
    await during(dir, async () => {});
    chmodSync(dir, 0o700);
    const started = startEmbedded(dir);
    if (process.getuid?.() === 0) await expect(started).rejects.toThrow(`chmod o+x ${dir}`);
    else await (await started).cluster.stop();
  });
});

describe("what the embedded PostgreSQL refuses with a sentence", () => {
  it("data of another major version", async () => {
    const dir = dataDir();
    mkdirSync(join(dir, "postgres/data"), { recursive: true });
    writeFileSync(join(dir, "postgres/data/PG_VERSION"), "16\n");
    await expect(startEmbedded(dir)).rejects.toThrow(
      /holds data of PostgreSQL 16, but this version brings PostgreSQL 18\..*backup FILE/,
    );
  });

  it("a file where its folder should be", async () => {
    const dir = dataDir();
    writeFileSync(join(dir, "postgres"), "");
    await expect(startEmbedded(dir)).rejects.toThrow(/postgres cannot be used: .*; set DATA_DIR to a folder/);
  });

  it("data that does not start, with what the server said", async () => {
    const dir = dataDir();
    await during(dir, async () => {});
    rmSync(join(dir, "postgres/data/global/pg_control"));
    await expect(startEmbedded(dir)).rejects.toThrow(/postgres\.log says: .*pg_control/);
  });
});
