import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/data/db.ts";
import { makeComponent, makeMonitor, makePage } from "#lib/testing/engine.ts";
import { spawnWorker } from "#lib/testing/worker-process.ts";
import { bench, quantile, rounded } from "./world.ts";

const MONITORS = 1_000;
const INTERVAL_MS = 30_000;
const MEASURED_MS = 75_000;
const CLOCK_TICKS_PER_SECOND = 100;

/** User and system time of a process so far, in seconds (Linux). */
async function cpuSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

/**
 * 1,000 http monitors at 30 s from one real worker process against a local server. Lateness is what the server sees:
 * arrival of the request less the start of its slot, connecting included.
 */
await bench("punctuality", async (databaseUrl) => {
  const arrivals = new Map<string, number[]>();
  const server = createServer((request, response) => {
    const seen = arrivals.get(request.url!) ?? [];
    seen.push(Date.now());
    arrivals.set(request.url!, seen);
    response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const pageId = await makePage();
  const phases = new Map<string, number>();
  let componentId = "";
  for (let i = 0; i < MONITORS; i++) {
    if (i % 20 === 0) componentId = await makeComponent(pageId);
    const phaseMs = Math.floor((i * INTERVAL_MS) / MONITORS);
    const url = `http://127.0.0.1:${port}/${i}`;
    await makeMonitor(pageId, componentId, { kind: "http", config: { url }, phaseMs });
    phases.set(`/${i}`, phaseMs);
  }
  const worker = spawnWorker(databaseUrl, { EGRESS_ALLOW: `127.0.0.1:${port}`, LOG_LEVEL: "warn" });
  // All of them are new and probed at once; the rhythm begins with the interval after that.
  while (arrivals.size < MONITORS) await sleep(100);
  await sleep(3_000);
  const from = Date.now();
  const cpuBefore = await cpuSeconds(worker.child.pid!);
  await sleep(MEASURED_MS);
  const until = Date.now();
  const cpuShare = ((await cpuSeconds(worker.child.pid!)) - cpuBefore) / ((until - from) / 1000);
  await worker.kill("SIGTERM");
  server.closeAllConnections();
  server.close();

  const late: number[] = [];
  for (const [path, times] of arrivals)
    for (const at of times) if (at >= from && at < until) late.push((at - phases.get(path)!) % INTERVAL_MS);
  const expected = (MONITORS * (until - from)) / INTERVAL_MS;
  const punctual = late.filter((ms) => ms <= 1_000).length;
  const { rows } = await pool().query("select count(*)::int as n from uptime_samples where outcome <> 'up'");
  return {
    punctualShare: { value: rounded(punctual / late.length, 5), atLeast: 0.999 },
    probedShare: { value: rounded(late.length / expected, 4), atLeast: 0.995 },
    cpuCores: { value: rounded(cpuShare), atMost: 1 },
    latenessMedianMs: quantile(late, 0.5),
    latenessP99Ms: quantile(late, 0.99),
    probes: late.length,
    notUp: rows[0].n,
  };
});
