import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { readAwaySources } from "#lib/data/slo/overview-rows.ts";
import { readWindowRows } from "#lib/data/slo/summing/window-rows.ts";
import { WINDOW_MS } from "#lib/domain/slo/definition.ts";
import { AWAY_AFTER_MS, type PulledSource } from "#lib/domain/slo/source.ts";
import { createEgress } from "#lib/net/egress.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { type Prometheus, startPrometheus } from "#lib/testing/machine/prometheus.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { startHttpTarget, type Target } from "#lib/testing/network/target.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { evaluateSlos, ROUND_MS } from "#lib/usecases/slos/round/evaluate.ts";
import { createSourceReader } from "#lib/worker/slos/sources.ts";

/** Windows of ten seconds in the place of five minutes: everything else is as it always is. */
const WINDOW_SECONDS = 10;
const STEP_MS = WINDOW_SECONDS * 1_000;

withDatabase();

let [target, prometheus] = [] as unknown as [Target, Prometheus];
let isFailing = false;
const counted = { ok: 0, failed: 0 };
let traffic: NodeJS.Timeout;
let [pageId, requests, latency] = ["", "", ""];
let reader: ReturnType<typeof createSourceReader>;
const errors: unknown[] = [];

/** A service as a library instruments it: a counter by outcome, and a histogram. */
function metrics(): string {
  const all = counted.ok + counted.failed;
  const buckets = [
    ['le="0.1"', counted.ok],
    ['le="0.5"', all],
    ['le="+Inf"', all],
  ] as const;
  return [
    "# TYPE http_requests_total counter",
    `http_requests_total{code="200"} ${counted.ok}`,
    // Such a series is not there before its first error.
    ...(counted.failed > 0 ? [`http_requests_total{code="503"} ${counted.failed}`] : []),
    "# TYPE http_seconds histogram",
    ...buckets.map(([le, count]) => `http_seconds_bucket{${le}} ${count}`),
    `http_seconds_count ${all}`,
    "http_seconds_sum 1",
    "",
  ].join("\n");
}

const inWindow = (selector: string, by = "") => `sum${by} (increase(${selector}[{{.window}}]))`;
const source = (): PulledSource<"prometheus"> => ({
  ...{ kind: "prometheus", url: prometheus.origin, windowSeconds: WINDOW_SECONDS },
  total: inWindow("http_requests_total"),
  bad: inWindow('http_requests_total{code=~"5.."}'),
});

async function define(): Promise<void> {
  pageId = await newPage();
  requests = await makeSli(pageId, "requests", { source: source() });
  const { total: _, bad: __, ...shared } = source();
  const buckets = inWindow("http_seconds_bucket", " by (le)");
  latency = await makeSli(pageId, "latency", { kind: "latency", source: { ...shared, buckets } });
  await makeSlo(pageId, {
    key: "SLO-1",
    objectives: [
      objectiveDefinition("success", {
        target: "99",
        alerts: [{ kind: "burn", severity: "critical", longSeconds: 3_600, shortSeconds: 300, factor: 14.4 }],
      }),
    ],
  });
}

const egress = () => createEgress({ allow: [`127.0.0.1:${prometheus.port}`], dnsServers: [] });
/** Reads what is due now, as the worker's loop does. */
async function read(): Promise<void> {
  await pool().query(
    "update sli_sources set due_at = now(), read_until = read_until - interval '20 seconds'",
  );
  // The hour before the first reading comes in two parts.
  for (let part = 0; part < 2; part++) await reader.tick();
}
const nextWindow = () => sleep(STEP_MS - (Date.now() % STEP_MS));
let rounds = 0;
/** A round after the five minutes that run now, a minute after the round before. */
const judge = async () => {
  const now = Math.ceil(Date.now() / WINDOW_MS) * WINDOW_MS + ++rounds * ROUND_MS;
  await evaluateSlos({ failed: (_, error) => void errors.push(error) }, now);
};
const violations = () => prisma().violation.findMany({ where: { pageId } });
const totals = async (sliId: string) =>
  (
    await pool().query<{ at: number; good: number; total: number }>(
      `select (extract(epoch from window_at) * 1000)::float8 as at, good::int, total::int
       from sli_measurements where sli_id = $1 order by window_at`,
      [sliId],
    )
  ).rows;

beforeAll(async () => {
  target = await startHttpTarget((_, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4").end(metrics());
  });
  traffic = setInterval(() => {
    counted[isFailing ? "failed" : "ok"] += 5;
  }, 50);
  prometheus = await startPrometheus(target.hostPort);
  await define();
  reader = createSourceReader({ egress: egress(), log: { error: (of: unknown) => void errors.push(of) } });
}, 60_000);
afterAll(async () => {
  clearInterval(traffic);
  await Promise.all([target?.close(), prometheus?.stop()]);
});

describe("an SLO whose figures a real Prometheus scrapes", () => {
  it("is met while the service answers, violated when it fails, and left alone when Prometheus is away", async () => {
    await nextWindow();
    await nextWindow();
    const failedAt = Date.now();
    isFailing = true;
    await sleep(6_000);
    await read();
    const before = (await totals(requests)).filter(({ at }) => at < failedAt - STEP_MS / 2);
    expect(before.length).toBeGreaterThan(0);
    // A hundred a second; Prometheus extrapolates from scrapes to the edges of a window.
    const whole = before.at(-1)!;
    expect(whole.total).toBeGreaterThan(700);
    expect(whole.total).toBeLessThan(1_300);
    for (const { good, total } of before) expect(good).toBe(total);
    await judge();
    expect(await violations()).toEqual([]);

    await nextWindow();
    await sleep(6_000);
    await read();
    const failed = (await totals(requests)).find(({ at }) => Math.abs(at - failedAt) < STEP_MS / 2)!;
    expect(failed.total - failed.good).toBeGreaterThan(500);
    await judge();
    expect(await violations()).toMatchObject([
      { severity: "critical", resolvedAt: null, rule: expect.any(String) },
    ]);

    const [window] = (
      await readWindowRows(pool(), [{ sliId: latency, from: 0, withCounts: true }], Date.now())
    ).get(latency)!;
    // Failures took up to half a second: between the ends of the two buckets.
    expect(window!.counts.filter((count) => count > 0n)).toHaveLength(2);
    expect(window!.counts.reduce((sum, count) => sum + count, 0n)).toBe(window!.total);

    await prometheus.stop();
    const known = await totals(requests);
    await read();
    expect(await totals(requests)).toEqual(known);
    const now = Date.now();
    expect(await readAwaySources(pageId, now)).toEqual([]);
    const away = await readAwaySources(pageId, now + AWAY_AFTER_MS);
    expect(away.map(({ sliKey, lastFault }) => [sliKey, lastFault]).toSorted()).toEqual([
      ["latency", expect.stringContaining("ECONNREFUSED")],
      ["requests", expect.stringContaining("ECONNREFUSED")],
    ]);
    await judge();
    // Silence opens nothing, and resolves nothing either.
    expect(await violations()).toMatchObject([{ severity: "critical", resolvedAt: null }]);
    expect(errors).toEqual([]);
  }, 58_000);
});
