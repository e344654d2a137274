import { describe, expect, it } from "vitest";
import { isProberImpaired, NETWORK_REASONS, type RecentProbe } from "./impaired.ts";
import type { MonitorKind } from "./monitor.ts";

const NOW = 1_000_000;
const INTERVAL = 30_000;
let count = 0;
const fallen = (changes: Partial<RecentProbe> = {}): RecentProbe => {
  count += 1;
  return {
    monitorId: `m${count}`,
    host: `host-${count}.example`,
    kind: "http",
    outcome: "down",
    reason: "connect_timeout",
    at: NOW - 1_000,
    wasUp: true,
    ...changes,
  };
};
const three = () => [fallen(), fallen(), fallen()];
const impaired = (recent: RecentProbe[]) => isProberImpaired(recent, NOW, INTERVAL);

describe("an impaired prober", () => {
  it("is one to whom everything that was up is unreachable at once", () => {
    expect(impaired(three())).toBe(true);
  });

  it.each(NETWORK_REASONS)("is told by %s", (reason) => {
    expect(impaired([fallen({ reason }), fallen({ reason }), fallen({ reason })])).toBe(true);
  });

  it.each(["status", "keyword", "refused", "tls_failed", "read_timeout", undefined])(
    "is not one that got as far as %s",
    (reason) => {
      expect(impaired([...three(), fallen({ reason })])).toBe(false);
    },
  );

  it("has nothing that succeeds, degraded answers included", () => {
    expect(impaired([...three(), fallen({ outcome: "up", reason: undefined })])).toBe(false);
    expect(impaired([...three(), fallen({ outcome: "degraded", reason: undefined })])).toBe(false);
  });

  it("has nothing that succeeds among those that were down either", () => {
    expect(impaired([...three(), fallen({ outcome: "up", reason: undefined, wasUp: false })])).toBe(false);
  });

  it("may have monitors that were down before, for any reason", () => {
    expect(impaired([...three(), fallen({ wasUp: false, reason: "status" })])).toBe(true);
  });

  it("needs three monitors that were up", () => {
    expect(impaired([fallen(), fallen()])).toBe(false);
    expect(impaired([fallen(), fallen(), fallen({ wasUp: false })])).toBe(false);
    expect(impaired([])).toBe(false);
  });

  it("needs three different monitors, not three probes", () => {
    expect(impaired([fallen(), fallen({ monitorId: "same" }), fallen({ monitorId: "same" })])).toBe(false);
  });

  it("needs two hosts: one host that is away is an outage", () => {
    const host = "one.example";
    expect(impaired([fallen({ host }), fallen({ host }), fallen({ host })])).toBe(false);
    expect(impaired([fallen({ host }), fallen({ host }), fallen()])).toBe(true);
  });

  it.each<MonitorKind>(["self", "external", "heartbeat"])("does not learn from %s", (kind) => {
    expect(impaired([fallen(), fallen(), fallen({ kind })])).toBe(false);
    expect(impaired([...three(), fallen({ kind, outcome: "up", reason: undefined })])).toBe(true);
  });

  it.each<MonitorKind>(["http", "tcp", "dns", "tls"])("learns from %s", (kind) => {
    expect(impaired([fallen({ kind }), fallen({ kind }), fallen({ kind })])).toBe(true);
  });

  it("looks at one interval only", () => {
    expect(impaired([fallen(), fallen(), fallen({ at: NOW - INTERVAL })])).toBe(false);
    expect(impaired([fallen(), fallen(), fallen({ at: NOW - INTERVAL + 1 })])).toBe(true);
    expect(impaired([...three(), fallen({ outcome: "up", at: NOW - INTERVAL })])).toBe(true);
    expect(impaired([fallen(), fallen(), fallen({ at: NOW + 1 })])).toBe(false);
  });
});
