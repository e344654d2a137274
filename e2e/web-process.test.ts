import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, get, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { migrate } from "#lib/setup/migrate.ts";
import { buildPages } from "#lib/setup/prepare.ts";
import { ask } from "#lib/testing/public-server.ts";
import { nextVersion, publishFixture } from "#lib/testing/published.ts";
import { COMPONENT_IDS, calmSnapshot } from "#lib/testing/snapshots.ts";
import { startThrowawayCluster, type ThrowawayCluster } from "#lib/testing/throwaway-cluster.ts";
import { type SpawnedWeb, spawnWeb } from "#lib/testing/web-process.ts";

const VISIBLE_WITHIN_MS = 2_000;
const TOLD_WITHIN_MS = 30_000;
const DRAINED_WITHIN_MS = 10_000;
const DOCUMENTS = [
  "/ko",
  "/en",
  "/ko/uptime",
  "/api/v2/summary.json",
  "/api/public/v1/uptime.json",
  "/badge.svg",
];
const COMPONENT = `/components/${COMPONENT_IDS.rest}`;
const AWAY = "New measurements are not arriving";

let cluster: ThrowawayCluster;
let databaseUrl: string;
let dir: string;
let snapshot: Snapshot = calmSnapshot();
const webs: SpawnedWeb[] = [];

beforeAll(async () => {
  await buildPages();
  cluster = await startThrowawayCluster({ durable: false });
  databaseUrl = cluster.url("postgres");
  await migrate(databaseUrl);
  dir = await mkdtemp(join(tmpdir(), "web-process-"));
}, 180_000);
afterEach(() => Promise.all(webs.splice(0).map((web) => web.stop("SIGKILL"))));
afterAll(async () => {
  await cluster.stop();
  await rm(dir, { recursive: true });
});

async function start(name: string, env: Record<string, string> = {}): Promise<SpawnedWeb> {
  const web = await spawnWeb({ databaseUrl, dataDir: join(dir, name), env });
  webs.push(web);
  return web;
}
async function publish(): Promise<number> {
  snapshot = nextVersion(snapshot, Date.now());
  await publishFixture(databaseUrl, snapshot);
  return snapshot.version;
}
async function until(look: () => Promise<boolean>, withinMs: number, what: string): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
async function versionAt(web: SpawnedWeb, path = "/ko"): Promise<number> {
  const { status, headers, text } = await ask(web.origin, path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}\n${web.log.join("\n")}`);
  return Number(headers["x-snapshot-version"]);
}
const shows = (web: SpawnedWeb, version: number) =>
  until(
    () =>
      versionAt(web).then(
        (seen) => seen === version,
        () => false,
      ),
    VISIBLE_WITHIN_MS + 10_000,
    `version ${version}`,
  );

describe("several processes on one database", () => {
  it("show a commit within 2 s, never an older state after it, and the same tags", async () => {
    const env = { PUBLIC_URL: "http://status.example.com" };
    const both = await Promise.all([start("a", env), start("b", env)]);
    const first = await publish();
    await Promise.all(both.map((web) => shows(web, first)));
    for (let round = 0; round < 5; round++) {
      const version = await publish();
      const committedAt = performance.now();
      const newest = new Map<SpawnedWeb, number>(both.map((web) => [web, 0]));
      const look = async (web: SpawnedWeb) => {
        for (const path of ["/ko", "/api/v2/summary.json"]) {
          const seen = await versionAt(web, path);
          expect(seen).toBeGreaterThanOrEqual(newest.get(web)!);
          newest.set(web, seen);
        }
        return newest.get(web) === version;
      };
      await until(
        async () => (await Promise.all(both.map(look))).every(Boolean),
        VISIBLE_WITHIN_MS,
        "the commit",
      );
      expect(performance.now() - committedAt).toBeLessThan(VISIBLE_WITHIN_MS);
    }
    for (const path of [...DOCUMENTS, `/ko${COMPONENT}`]) {
      const tags = await Promise.all(
        both.map(
          async (web) => (await ask(web.origin, path, { headers: { "accept-encoding": "br" } })).headers.etag,
        ),
      );
      expect(tags[0]).toMatch(/^"[0-9a-f]{24}-br"$/);
      expect(tags[1]).toBe(tags[0]);
    }
  }, 60_000);

  it("give the same tags after a restart", async () => {
    const first = await start("c", { PUBLIC_URL: "http://status.example.com" });
    await shows(first, await publish());
    const tagsOf = (web: SpawnedWeb) =>
      Promise.all(DOCUMENTS.map(async (path) => (await ask(web.origin, path)).headers.etag));
    const before = await tagsOf(first);
    await first.stop("SIGKILL");
    const second = await start("c", { PUBLIC_URL: "http://status.example.com" });
    await shows(second, snapshot.version);
    expect(await tagsOf(second)).toEqual(before);
  }, 60_000);
});

describe("without its database", () => {
  it("goes on, also after a restart, says so within 30 s, and recovers", async () => {
    const first = await start("d");
    await shows(first, await publish());
    await ask(first.origin, `/en${COMPONENT}`);
    await cluster.halt();
    try {
      await first.stop("SIGKILL");
      const lostAt = performance.now();
      const second = await start("d");
      await until(async () => (await ask(second.origin, "/en")).status === 200, 5_000, "the page from disk");
      const answers = async () =>
        Promise.all(DOCUMENTS.map(async (path) => (await ask(second.origin, path)).status));
      expect(await answers()).toEqual(DOCUMENTS.map(() => 200));
      expect(await versionAt(second)).toBe(snapshot.version);
      await until(
        async () => (await ask(second.origin, "/en")).text.includes(AWAY),
        TOLD_WITHIN_MS - (performance.now() - lostAt),
        "the notice",
      );
      expect(await answers()).toEqual(DOCUMENTS.map(() => 200));
      const component = await ask(second.origin, `/en${COMPONENT}`);
      expect([component.status, component.text.includes("cannot be read right now")]).toEqual([200, true]);
      expect((await ask(second.origin, "/healthz")).status).toBe(200);
      const ready = await ask(second.origin, "/readyz");
      expect([ready.status, JSON.parse(ready.text).database.ok]).toEqual([503, false]);
      const api = await ask(second.origin, "/v1/pages", {
        headers: { authorization: `OAuth ${"x".repeat(40)}` },
      });
      expect([api.status, Number(api.headers["retry-after"]) > 0]).toEqual([503, true]);
      await cluster.resume();
      await shows(second, await publish());
      await until(
        async () => !(await ask(second.origin, "/en")).text.includes(AWAY),
        15_000,
        "no more notice",
      );
    } finally {
      await cluster.resume().catch(() => {});
    }
  }, 120_000);
});

describe("SIGTERM", () => {
  it("fails no request of any open connection, and ends within 10 s with code 0", async () => {
    const web = await start("e");
    await shows(web, await publish());
    const stream = fetch(`${web.origin}/events`).then((answer) => answer.text());
    let answered = 0;
    // As a proxy does: one open connection, request after request, until the answer says that it closes.
    const reader = async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        const [answer] = (await once(get(`${web.origin}/ko`, { agent }), "response")) as [IncomingMessage];
        await answer.toArray();
        expect(answer.statusCode).toBe(200);
        answered++;
        if (answer.headers.connection === "close") return;
      }
    };
    const readers = Promise.all(Array.from({ length: 20 }, reader));
    await sleep(500);
    const took = await web.stop();
    await readers;
    expect(answered).toBeGreaterThan(100);
    expect(took).toBeLessThan(DRAINED_WITHIN_MS);
    expect(web.child.exitCode).toBe(0);
    expect(await stream).toContain("event: snapshot");
  }, 60_000);
});

describe("a start that cannot be", () => {
  async function failedStart(
    env: Record<string, string | undefined>,
  ): Promise<{ code: number | null; said: string }> {
    const child: ChildProcess = spawn(process.execPath, ["lib/server/main.ts"], {
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        DATABASE_URL: databaseUrl,
        DATA_DIR: join(dir, "f"),
        ...env,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr!.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
    const [code] = await once(child, "close");
    return { code, said: said.trim() };
  }

  it("says in one sentence that the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    expect(await failedStart({ PORT: String(port) })).toEqual({
      code: 1,
      said: `Port ${port} is already in use: stop the other program, or set PORT to a free one.`,
    });
    other.close();
  });

  it("says in one sentence that DATA_DIR cannot be written", async () => {
    const file = join(dir, "file");
    await writeFile(file, "");
    const { code, said } = await failedStart({ DATA_DIR: file });
    expect(code).toBe(1);
    expect(said).toMatch(/^\S+ cannot be written \(E\w+\): give this user the right to, or set DATA_DIR/);
    expect(said.split("\n")).toHaveLength(1);
  });

  it("names every fault of the environment at once, and a missing database", async () => {
    const bad = await failedStart({ PORT: "many", TRUSTED_PROXY_HOPS: "-1" });
    expect([bad.code, bad.said.split("\n").length]).toEqual([1, 2]);
    const { code, said } = await failedStart({ DATABASE_URL: undefined });
    expect([code, said]).toEqual([
      1,
      "DATABASE_URL is not set: run npm start, which brings a database, or name yours.",
    ]);
  });
});
