import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { debianTool } from "./debian-tool.ts";

const START_TIMEOUT_MS = 15_000;
const POLL_MS = 50;

export type Prometheus = { port: number; origin: string; stop: () => Promise<void> };

/** A real Prometheus (Debian's) that scrapes `host:port` every second. */
export async function startPrometheus(target: string): Promise<Prometheus> {
  const tool = debianTool("prometheus", ["prometheus"]);
  const dir = mkdtempSync(join(tmpdir(), "t-developer-prometheus-"));
  const config = join(dir, "prometheus.yml");
  const scrape = { job_name: "target", static_configs: [{ targets: [target] }] };
  const global = { scrape_interval: "1s", scrape_timeout: "900ms" };
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ global, scrape_configs: [scrape] }));
  const port = await freePort();
  const child = spawn(
    tool.path,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(dir, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { env: tool.env, stdio: "ignore" },
  );
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    }
    rmSync(dir, { recursive: true, force: true });
  };
  for (const startedAt = performance.now(); performance.now() - startedAt < START_TIMEOUT_MS; ) {
    const ready = await fetch(`${origin}/-/ready`).catch(() => null);
    if (ready?.ok) return { port, origin, stop };
    await sleep(POLL_MS);
  }
  await stop();
  throw new Error(`Prometheus did not start within ${START_TIMEOUT_MS} ms.`);
}
