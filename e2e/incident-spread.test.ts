import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, openDatabase } from "#lib/data/db.ts";
import { newIncident, newUpdate } from "#lib/domain/incidents/input.ts";
import { migrate } from "#lib/setup/migrate.ts";
import { buildPages } from "#lib/setup/prepare.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { ask } from "#lib/testing/public-server.ts";
import { startThrowawayCluster, type ThrowawayCluster } from "#lib/testing/throwaway-cluster.ts";
import { type SpawnedWeb, spawnWeb } from "#lib/testing/web-process.ts";
import { spawnWorker, type WorkerProcess } from "#lib/testing/worker-process.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { postUpdate } from "#lib/usecases/incidents/post.ts";
import { unpublishIncident } from "#lib/usecases/incidents/unpublish.ts";

const VISIBLE_WITHIN_MS = 2_000;
const PATHS = ["/ko", "/en", "/api/v2/incidents.json", "/history.atom"];

let cluster: ThrowawayCluster;
let dir: string;
let webs: SpawnedWeb[] = [];
let worker: WorkerProcess | undefined;
let world: Awaited<ReturnType<typeof incidentWorld>>;
const listening: { versions: number[]; close: () => void }[] = [];

/** Every version that the process's `/events` tells. */
function listenTo(web: SpawnedWeb): void {
  const versions: number[] = [];
  const request = get(`${web.origin}/events`, (answer) => {
    answer.setEncoding("utf8").on("data", (text: string) => {
      for (const [, version] of text.matchAll(/^data: .*?(\d+)/gm)) versions.push(Number(version));
    });
    answer.on("error", () => {});
  });
  request.on("error", () => {});
  listening.push({ versions, close: () => request.destroy() });
}

beforeAll(async () => {
  await buildPages();
  cluster = await startThrowawayCluster({ durable: false });
  const databaseUrl = cluster.url("postgres");
  await migrate(databaseUrl);
  openDatabase(databaseUrl, { poolSize: 3 });
  world = await incidentWorld();
  dir = await mkdtemp(join(tmpdir(), "incident-spread-"));
  worker = spawnWorker(databaseUrl);
  const env = { PUBLIC_URL: "http://status.example.com" };
  webs = await Promise.all(
    ["a", "b"].map((name) => spawnWeb({ databaseUrl, dataDir: join(dir, name), env })),
  );
  await everywhere("The first snapshot", 30_000, ["/api/v2/summary.json"], /All Systems Operational/);
  for (const web of webs) listenTo(web);
}, 300_000);
afterAll(async () => {
  for (const { close } of listening) close();
  await Promise.all(webs.map((web) => web.stop("SIGKILL")));
  await worker?.kill("SIGKILL");
  await closeDatabase();
  await cluster.stop();
  await rm(dir, { recursive: true });
});

/** Waits until both processes show the text at every path; returns how long that took, in ms. */
async function everywhere(what: string, withinMs: number, paths: string[], text: RegExp, isThere = true) {
  const startedAt = performance.now();
  const shows = async (web: SpawnedWeb, path: string) => {
    const answer = await ask(web.origin, path).catch(() => null);
    return answer?.status === 200 && text.test(answer.text) === isThere;
  };
  const missing = async () => {
    const all = webs.flatMap((web) => paths.map((path) => ({ web, path })));
    const seen = await Promise.all(all.map(({ web, path }) => shows(web, path)));
    return all.filter((_, i) => !seen[i]).map(({ path }) => path);
  };
  for (let left = await missing(); left.length > 0; left = await missing()) {
    if (performance.now() - startedAt > withinMs)
      throw new Error(`${what}: not within ${withinMs} ms at ${left}\n${worker?.log.slice(-5).join("\n")}`);
    await sleep(20);
  }
  return performance.now() - startedAt;
}

describe("what a responder says", () => {
  it("is in the page, the API, the feed and the events of every web process within 2 s of its commit", async () => {
    const { write, api } = world;
    const took: number[] = [];
    const told = () => listening.map(({ versions }) => versions.length);
    const saysEverywhere = async (word: string, isThere = true) => {
      took.push(await everywhere(word, VISIBLE_WITHIN_MS, PATHS, new RegExp(word), isThere));
    };
    const before = told();
    const body = "우리는 marker-begun 을 조사합니다.";
    const input = newIncident.parse({ name: "느린 응답", body, components: { [api]: "major_outage" } });
    const { id } = await openIncident(write, input, Date.now());
    await saysEverywhere("marker-begun");
    expect(told().every((count, i) => count > before[i]!)).toBe(true);
    for (const status of ["identified", "monitoring", "resolved"]) {
      const update = newUpdate.parse({ status, body: `marker-${status}` });
      await postUpdate(write, id, update, Date.now());
      await saysEverywhere(`marker-${status}`);
    }
    const summary = JSON.parse((await ask(webs[1]!.origin, "/api/v2/summary.json")).text);
    expect(summary).toMatchObject({ incidents: [], status: { indicator: "none" } });
    await unpublishIncident(write, id, { reason: "A drill" }, Date.now());
    await saysEverywhere("marker-begun", false);
    expect(Math.max(...took)).toBeLessThan(VISIBLE_WITHIN_MS);
  }, 60_000);
});
