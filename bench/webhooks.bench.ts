// Webhooks: the real worker beside a bare loop of POSTs to the same sink, and 1,000 endpoints of which 200 hang.
// `node bench/webhooks.bench.ts COUNT ENDPOINTS HANGING` runs a shorter one.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { allTold } from "#lib/testing/delivery/queue.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { tellingWorld } from "#lib/testing/delivery/telling.ts";
import { cpuMs, residentMb, startDeliveryWorker } from "#lib/testing/delivery/worker.ts";
import { type HttpSinkProcess, spawnHttpSink } from "#lib/testing/network/sink-process.ts";
import { until } from "#lib/testing/worker-process.ts";
import { barePostRate } from "./support/bare-senders.ts";
import { bench, quantile, rounded } from "./world.ts";

const [count = 20_000, endpoints = 1_000, hanging = 200] = process.argv.slice(2).map(Number);
const IN_FLIGHT = 50;
const SECRET = `whsec_${randomBytes(32).toString("base64")}`;
const TIMEOUT_MS = 300_000;
const LIMITS = { ofBare: 0.75, p99Ms: 5_000 };

async function subscribed(sink: HttpSinkProcess, prefix: string, n: number) {
  const world = await tellingWorld();
  const { pageId } = world;
  await makeSubscribers({
    pageId,
    count: n,
    prefix,
    channel: "webhook",
    origin: sink.origin,
    secret: SECRET,
  });
  await sink.forget();
  return world;
}

async function rate(sink: HttpSinkProcess, pid: number) {
  const world = await subscribed(sink, "a", count);
  const cpuBefore = cpuMs(pid);
  await world.publish();
  await allTold(world.pageId, TIMEOUT_MS);
  const posts = await sink.history();
  if (new Set(posts.map(({ path }) => path)).size !== count || posts.length !== count)
    throw new Error(`${posts.length} posts for ${count} endpoints`);
  return {
    perSecond: (count / (posts.at(-1)!.at - posts[0]!.at)) * 1000,
    cpuMs: (cpuMs(pid) - cpuBefore) / count,
    body: posts[0]!.body!,
  };
}

/** Every fifth endpoint takes the connection and never answers. */
async function latencies(sink: HttpSinkProcess): Promise<number[]> {
  const world = await subscribed(sink, "h", endpoints);
  const every = endpoints / hanging;
  const hangs = new Set(Array.from({ length: hanging }, (_, i) => `/${subscriberId("h", (i + 1) * every)}`));
  await sink.program([{ path: `^(${[...hangs].join("|")})$`, does: "hang" }]);
  await world.publish();
  const publishedAt = Date.now();
  const first = await until(async () => {
    const posts = (await sink.history()).filter(({ path }) => !hangs.has(path));
    return new Set(posts.map(({ path }) => path)).size === endpoints - hanging ? posts : null;
  }, 60_000);
  await sink.program([]);
  return first.map(({ at }) => at - publishedAt);
}

await bench("webhooks", async (databaseUrl) => {
  const sink = await spawnHttpSink({ keeps: 1 });
  const worker = startDeliveryWorker({ databaseUrl, allow: [`127.0.0.1:${sink.port}`] });
  try {
    await sleep(2_000);
    const ours = await rate(sink, worker.child.pid!);
    const bare = await barePostRate(sink.origin, { inFlight: IN_FLIGHT, count, body: ours.body });
    const memory = residentMb(worker.child.pid!)!;
    const healthy = await latencies(sink);
    return {
      count,
      perSecond: rounded(ours.perSecond, 0),
      barePerSecond: rounded(bare.perSecond, 0),
      ofBare: { value: rounded(ours.perSecond / bare.perSecond), atLeast: LIMITS.ofBare },
      cpuMsPerPost: rounded(ours.cpuMs),
      bareCpuMsPerPost: rounded(bare.cpuMs),
      workerPeakMb: rounded(memory.peak, 0),
      endpoints,
      hanging,
      othersP50Ms: quantile(healthy, 0.5),
      othersP99Ms: { value: quantile(healthy, 0.99), atMost: LIMITS.p99Ms },
    };
  } finally {
    await worker.kill("SIGKILL");
    await sink.stop();
  }
});
