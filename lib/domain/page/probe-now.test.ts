import { describe, expect, it } from "vitest";
import { PROBE_PATIENCE_MS, type ProbeNow, probeOfMonitor, probeOfSettings, stateOf } from "./probe-now.ts";

const T = Date.parse("2026-11-23T10:00:00Z");
const asked: ProbeNow = {
  id: "aaaaaaaaaaaa",
  pageId: "bbbbbbbbbbbb",
  monitorId: null,
  requestedAt: T,
  claimedAt: null,
  finishedAt: null,
  result: null,
};

describe("a probe that was asked for", () => {
  it.each([
    [{}, 0, "waiting"],
    [{}, PROBE_PATIENCE_MS, "waiting"],
    [{}, PROBE_PATIENCE_MS + 1, "expired"],
    [{ claimedAt: T + 50_000 }, PROBE_PATIENCE_MS + 1, "running"],
    [{ claimedAt: T + 1 }, PROBE_PATIENCE_MS + 2, "expired"],
    [{ claimedAt: T + 1, finishedAt: T + 2 }, PROBE_PATIENCE_MS * 9, "finished"],
  ] as const)("%j stands after %d ms at %s", (fields, after, state) => {
    expect(stateOf({ ...asked, ...fields }, T + after)).toBe(state);
  });

  it("may bring settings that are not saved yet", () => {
    expect(probeOfMonitor.parse({})).toEqual({});
    expect(probeOfMonitor.parse({ monitor: { keyword: "ok" } })).toEqual({ monitor: { keyword: "ok" } });
    expect(probeOfSettings.safeParse({ monitor: { kind: "http", url: "ftp://x" } }).success).toBe(false);
  });
});
