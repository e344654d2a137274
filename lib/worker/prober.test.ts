import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { secretHash } from "#lib/data/status/monitors.ts";
import type { Logger } from "#lib/log.ts";
import { createEgress } from "#lib/net/egress.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { type MonitorOptions, makeMonitored } from "#lib/testing/engine.ts";
import { startTarget, type Target, until } from "#lib/testing/worker-process.ts";
import { recordPing } from "#lib/usecases/heartbeats/ping.ts";
import { createProber } from "./prober.ts";
import type { Result } from "./result-writer.ts";

withDatabase();
let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.close());
beforeEach(() => pool().query("update monitors set archived_at = now()"));

function prober() {
  const results: Result[] = [];
  const errors: string[] = [];
  const log = { error: (_: object, text: string) => void errors.push(text) } as unknown as Logger;
  const egress = createEgress({ allow: [`127.0.0.1:${target.port}`], dnsServers: [] });
  const made = createProber({
    egressOf: () => egress,
    selfOrigin: `http://127.0.0.1:${target.port}`,
    onResult: (result) => void results.push(result),
    log,
  });
  return { ...made, results, errors };
}
const monitor = (kind: string, config: object, more: MonitorOptions = {}) =>
  makeMonitored({ kind, config, timeoutMs: 2_000, ...more });
const url = (path: string) => ({ url: `http://127.0.0.1:${target.port}${path}` });

describe("createProber", () => {
  it("probes what is due and tells slot, outcome, speed and whether the monitor was up", async () => {
    const { pageId, monitorId } = await monitor("http", url("/well"));
    const { tick, drain, results } = prober();
    const before = Date.now();
    expect(await tick()).toBeUndefined();
    await drain(5_000);
    expect(results).toHaveLength(1);
    const [result] = results;
    expect(result).toMatchObject({
      pageId,
      kind: "http",
      host: "127.0.0.1",
      intervalMs: 30_000,
      wasUp: false,
    });
    expect(result!.sample).toMatchObject({ monitorId, prober: "local", outcome: "up", impaired: false });
    expect(result!.sample.slotAt % 30_000).toBe(0);
    expect(result!.sample.slotAt).toBeLessThanOrEqual(Date.now());
    expect(result!.sample.slotAt).toBeGreaterThan(before - 30_000);
    expect(result!.sample.latencyMs).toBeGreaterThan(0);
  });

  it("tells a target that is down by its reason", async () => {
    target.answers.set("/ill", 503);
    await monitor("http", url("/ill"));
    const { tick, drain, results } = prober();
    await tick();
    await drain(5_000);
    expect(results[0]?.sample).toMatchObject({ outcome: "down", latencyMs: null });
    expect(results[0]?.sample.detail?.httpStatus).toBe(503);
  });

  it("probes ourselves over the loopback address, whatever the egress rules say", async () => {
    await monitor("self", {});
    const { tick, drain, results } = prober();
    await tick();
    await drain(5_000);
    expect(results[0]).toMatchObject({ kind: "self", sample: { outcome: "up" } });
    expect(target.seen.at(-1)?.path).toBe("/healthz");
  });

  it("knows nothing of a heartbeat before its first call, then judges it by its last one", async () => {
    await monitor("heartbeat", { grace_seconds: 30 }, { secretHash: secretHash("job"), intervalSeconds: 10 });
    const { tick, drain, results } = prober();
    const again = async () => {
      await pool().query("update monitors set next_probe_at = null");
      await tick();
      await drain(5_000);
      return results.map(({ sample }) => sample.outcome);
    };
    expect(await again()).toEqual([]);
    await recordPing("job", Date.now() - 60_000);
    expect(await again()).toEqual(["down"]);
    await recordPing("job", Date.now());
    expect(await again()).toEqual(["down", "up"]);
  });

  it("tells our own defect apart from an outage: no result, one line", async () => {
    await monitor("http", { url: "not a url" });
    const { tick, drain, results, errors } = prober();
    await tick();
    await drain(5_000);
    expect(results).toEqual([]);
    expect(errors).toEqual(["A probe could not be made"]);
  });

  it("does not wait for slow targets before it starts others", async () => {
    target.answers.set("/slow", "hang");
    await monitor("http", url("/slow"));
    const { tick, drain, results } = prober();
    await tick();
    await monitor("http", url("/fast"));
    await tick();
    await until(async () => results.length === 1);
    await drain(5_000);
    expect(results.map(({ sample }) => sample.outcome)).toEqual(["up", "down"]);
  });

  it("cuts what is in flight when its patience ends: those slots are missing", async () => {
    target.answers.set("/hangs", "hang");
    await monitor("http", url("/hangs"), { timeoutMs: 30_000 });
    const { tick, drain, results, errors } = prober();
    await tick();
    await sleep(100);
    const startedAt = performance.now();
    await drain(200);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(results).toEqual([]);
    expect(errors).toEqual([]);
  });
});
