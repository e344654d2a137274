import { pool } from "#lib/data/db.ts";
import { startRealWeb } from "#lib/testing/manage/real-web.ts";
import { newPage, newToken } from "#lib/testing/manage/world.ts";
import { bench, rounded } from "./world.ts";

/** Samples a second through the manage API: real HTTP, the real web process, a durable PostgreSQL, a worker judging. */
const MIN_PER_SECOND = 20_000;
const MONITORS = 100;
const INTERVAL_MS = 10_000;
const SECONDS = 10;
/** More than one, because one may send 50,000 rows a second only. */
const TOKENS = 4;
const IN_FLIGHT = 4;

const idOf = (letter: string, i: number) => `${letter}${String(i).padStart(11, "0")}`;

async function makeMonitors(pageId: string, round: string): Promise<string[]> {
  const ids = Array.from({ length: MONITORS }, (_, i) => idOf(round, i));
  const componentId = idOf(`c${round}`.slice(0, 1), round.charCodeAt(0));
  await pool().query(
    `insert into components (id, page_id, name, position, baseline_source, updated_at)
     values ($1, $2, 'c', 1, 'monitors', now())`,
    [componentId, pageId],
  );
  await pool().query(
    `insert into monitors (id, page_id, component_id, kind, interval_seconds, updated_at)
     select id, $2, $3, 'external', $4, now() from unnest($1::text[]) as g(id)`,
    [ids, pageId, componentId, INTERVAL_MS / 1000],
  );
  return ids;
}

/** Bodies of `size` samples each: every monitor's slots in turn, oldest first, none twice. */
function bodies(monitors: string[], size: number, count: number): string[] {
  const slots = size / monitors.length;
  const start = Math.floor(Date.now() / INTERVAL_MS) * INTERVAL_MS - count * slots * INTERVAL_MS;
  return Array.from({ length: count }, (_, body) => {
    const samples = Array.from({ length: slots }, (_, slot) => {
      const at = new Date(start + (body * slots + slot) * INTERVAL_MS).toISOString();
      return monitors.map((monitor_id, i) => ({ monitor_id, at, outcome: "up", latency_ms: 5 + (i % 90) }));
    });
    return JSON.stringify({ samples: samples.flat() });
  });
}

async function send(url: string, token: string, body: string, expected: number): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body,
  });
  const answer = (await response.json()) as { accepted: number };
  if (response.status !== 202 || answer.accepted !== expected)
    throw new Error(`${response.status}: ${JSON.stringify(answer).slice(0, 300)}`);
  return performance.now() - startedAt;
}

/** Sends for some seconds with several requests in flight; every sample is a new one. */
async function rate(origin: string, round: string, size: number) {
  const pageId = await newPage();
  const monitors = await makeMonitors(pageId, round);
  const tokens = await Promise.all(Array.from({ length: TOKENS }, () => newToken(pageId)));
  const waiting = bodies(monitors, size, Math.ceil((120_000 * SECONDS) / size));
  const url = `${origin}/v1/pages/${pageId}/samples`;
  await send(url, tokens[0]!, waiting.shift()!, size);
  const taken: number[] = [];
  const startedAt = performance.now();
  const sender = async (token: string) => {
    while (performance.now() - startedAt < SECONDS * 1000) {
      const body = waiting.shift();
      if (!body) throw new Error("the bench sends faster than it prepared for");
      taken.push(await send(url, token, body, size));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, i) => sender(tokens[i % TOKENS]!)));
  const seconds = (performance.now() - startedAt) / 1000;
  const { rows } = await pool().query<{ count: number }>(
    "select count(*)::int as count from uptime_samples where monitor_id = any($1)",
    [monitors],
  );
  const sent = (taken.length + 1) * size;
  if (rows[0]!.count !== sent) throw new Error(`${sent} were acknowledged, ${rows[0]!.count} are there`);
  taken.sort((a, b) => a - b);
  return {
    perSecond: rounded((taken.length * size) / seconds, 0),
    p50Ms: rounded(taken[Math.floor(taken.length / 2)]!),
    p99Ms: rounded(taken[Math.floor(taken.length * 0.99)]!),
  };
}

await bench("api-ingest", async (databaseUrl) => {
  const web = await startRealWeb(databaseUrl, { withWorker: true });
  try {
    const thousand = await rate(web.origin, "a", 1_000);
    const tenThousand = await rate(web.origin, "b", 10_000);
    return {
      perSecondBy1000: { value: thousand.perSecond, atLeast: MIN_PER_SECOND },
      perSecondBy10000: { value: tenThousand.perSecond, atLeast: MIN_PER_SECOND },
      p50MsBy1000: thousand.p50Ms,
      p99MsBy1000: thousand.p99Ms,
      p50MsBy10000: tenThousand.p50Ms,
      p99MsBy10000: tenThousand.p99Ms,
    };
  } finally {
    await web.stop();
  }
});
