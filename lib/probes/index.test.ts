import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isReason } from "#lib/domain/reason.ts";
import { createEgress, type Egress } from "#lib/net/egress.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { startTcpTarget, type Target } from "#lib/testing/network/target.ts";
import { PROBED_KINDS, probes, runProbe } from "./index.ts";

let silent: Target;
beforeAll(async () => {
  silent = await startTcpTarget(() => {});
});
afterAll(() => silent.close());

const all = (limits: { timeoutMs: number }) => [
  probeTarget("http", { url: `https://${silent.hostPort}/` }, limits),
  probeTarget("tcp", { host: "nobody.invalid", port: 1 }, limits),
  probeTarget("dns", { host: "nobody.invalid" }, limits),
  probeTarget("tls", { host: "127.0.0.1", port: silent.port }, limits),
];

describe("runProbe", () => {
  it("has a probe for every kind that goes out", () => {
    expect(Object.keys(probes).sort()).toEqual([...PROBED_KINDS].sort());
  });

  it("never throws for a target that is down: every kind has a named reason", async () => {
    // Nobody listens on the name server's port either.
    const egress = createEgress({ allow: [silent.hostPort], dnsServers: ["127.0.0.1:9"] });
    for (const target of all({ timeoutMs: 200 })) {
      const result = await runProbe(target, egress);
      expect(result).toMatchObject({ outcome: "down", latencyMs: null });
      expect(isReason(result.detail.reason ?? "")).toBe(true);
      expect(result.detail.reason).not.toBe("probe_failed");
      expect(result).not.toHaveProperty("defect");
    }
  });

  it("tells a defect of its own from a target that is down", async () => {
    const defect = new TypeError("broken egress");
    const fail = () => Promise.reject(defect);
    const broken: Egress = { resolve: fail, connect: fail, request: fail, records: fail };
    for (const target of all({ timeoutMs: 200 }))
      expect(await runProbe(target, broken)).toEqual({
        outcome: "down",
        latencyMs: null,
        detail: { reason: "probe_failed" },
        defect,
      });
  });

  it("has no result when the caller stops it", async () => {
    const egress = createEgress({ allow: [silent.hostPort], dnsServers: [] });
    const caller = new AbortController();
    const target = probeTarget("http", { url: `http://${silent.hostPort}/` }, { timeoutMs: 5_000 });
    const probing = runProbe(target, egress, caller.signal);
    setTimeout(() => caller.abort(new Error("draining")), 30);
    await expect(probing).rejects.toThrow("draining");
  });
});
