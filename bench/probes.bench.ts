import { fork } from "node:child_process";
import { once } from "node:events";
import { createEgress, type Egress } from "#lib/net/egress.ts";
import { runProbe } from "#lib/probes/index.ts";
import { createAuthority, issue } from "#lib/testing/network/certificate.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { startHttpsTarget, startHttpTarget } from "#lib/testing/network/target.ts";

/**
 * What a probe costs the worker in processor time, and what 1,000 monitors every 30 s come to. The targets run in a
 * process of their own, so only the prober's time is counted.
 */
const MAX_CPU_MS_PER_PROBE = 3;
const WARM_UP = 200;
const PROBES = 1_500;
const MONITORS = 1_000;
const INTERVAL_MS = 30_000;
const PACED_MS = 10_000;
const PAGE = JSON.stringify({ status: "ok", padding: "x".repeat(2_000) });

type Ready = { plain: string; secure: string; ca: string };

async function serve(): Promise<void> {
  const authority = createAuthority();
  const plain = await startHttpTarget((_request, response) => response.end(PAGE));
  const certificate = issue(authority, ["127.0.0.1"]);
  const secure = await startHttpsTarget((_request, response) => response.end(PAGE), certificate);
  process.send?.({ plain: plain.hostPort, secure: secure.hostPort, ca: authority.cert } satisfies Ready);
}

const cpuMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const rounded = (value: number) => Math.round(value * 100) / 100;

/** Processor time of one probe, one after the other. */
async function costOf(probe: () => Promise<{ outcome: string }>): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await probe();
  const before = process.cpuUsage();
  for (let i = 0; i < PROBES; i++) {
    const { outcome } = await probe();
    if (outcome !== "up") throw new Error(`a probe of the bench is ${outcome}`);
  }
  return rounded(cpuMs(before) / PROBES);
}

/** The pace of 1,000 monitors at 30 s for a while: how late do probes start, and how much of a core do they take? */
async function paced(probe: () => Promise<{ outcome: string }>) {
  const gapMs = INTERVAL_MS / MONITORS;
  const count = PACED_MS / gapMs;
  const lateMs: number[] = [];
  const running: Promise<unknown>[] = [];
  const before = process.cpuUsage();
  const startedAt = performance.now();
  for (let i = 0; i < count; i++) {
    const dueAt = startedAt + i * gapMs;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    lateMs.push(performance.now() - dueAt);
    running.push(probe());
  }
  await Promise.all(running);
  lateMs.sort((a, b) => a - b);
  return {
    coreShare: rounded(cpuMs(before) / (performance.now() - startedAt)),
    lateP999Ms: rounded(lateMs[Math.floor(lateMs.length * 0.999)] ?? Number.NaN),
  };
}

async function measure(): Promise<void> {
  const targets = fork(import.meta.filename, ["serve"], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [ready] = (await once(targets, "message")) as [Ready];
  const egress: Egress = createEgress({
    allow: [ready.plain, ready.secure],
    dnsServers: [],
    ca: [ready.ca],
  });
  const [host = "", port = ""] = ready.plain.split(":");
  const http = probeTarget("http", { url: `http://${ready.plain}/` });
  const keyword = probeTarget("http", { url: `http://${ready.plain}/`, keyword: '"status":"ok"' });
  const https = probeTarget("http", { url: `https://${ready.secure}/`, minimum_days: 7 });
  const tcp = probeTarget("tcp", { host, port: Number(port) });
  const cpuMsPerProbe = {
    http: await costOf(() => runProbe(http, egress)),
    httpKeyword: await costOf(() => runProbe(keyword, egress)),
    https: await costOf(() => runProbe(https, egress)),
    tcp: await costOf(() => runProbe(tcp, egress)),
  };
  const thousandAt30s = await paced(() => runProbe(https, egress));
  targets.kill();
  const isGood = Math.max(...Object.values(cpuMsPerProbe)) <= MAX_CPU_MS_PER_PROBE;
  console.log(JSON.stringify({ bench: "probes", isGood, cpuMsPerProbe, thousandAt30s }));
  if (!isGood) process.exitCode = 1;
}

await (process.argv[2] === "serve" ? serve() : measure());
