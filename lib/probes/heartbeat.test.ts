import { describe, expect, it } from "vitest";
import { judgeHeartbeat } from "./heartbeat.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const judge = (agoMs: number | null) =>
  judgeHeartbeat({
    lastPingAt: agoMs === null ? null : NOW - agoMs,
    intervalMs: 60_000,
    graceMs: 30_000,
    now: NOW,
  });

describe("judgeHeartbeat", () => {
  it("knows nothing before the first call", () => {
    expect(judge(null)).toBeNull();
  });
  it.each([0, 59_999, 60_000, 90_000, -5_000])("is up %d ms after a call", (agoMs) => {
    expect(judge(agoMs)).toEqual({ outcome: "up", latencyMs: null, detail: {} });
  });
  it.each([90_001, 86_400_000])("is down %d ms after a call: interval and grace are over", (agoMs) => {
    expect(judge(agoMs)).toEqual({ outcome: "down", latencyMs: null, detail: { reason: "heartbeat_late" } });
  });
});
