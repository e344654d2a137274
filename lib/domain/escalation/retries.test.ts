import { describe, expect, it } from "vitest";
import type { Outcome } from "../delivery/outcome.ts";
import { ACTION_RETRIES_MS, afterTry, PAGER_RETRIES_MS } from "./retries.ts";

const NOW = Date.UTC(2026, 10, 24);
const receipt = { code: "503", text: "" };
const retry = (afterMs?: number): Outcome => ({
  kind: "retry",
  receipt,
  fault: "destination",
  ...(afterMs === undefined ? {} : { afterMs }),
});

describe("after a try", () => {
  it("what was taken is done, what was refused has failed", () => {
    expect(afterTry({ kind: "sent", receipt }, 1, ACTION_RETRIES_MS, NOW)).toEqual({
      state: "succeeded",
      dueAt: null,
    });
    expect(afterTry({ kind: "permanent", receipt, effect: "refused" }, 1, ACTION_RETRIES_MS, NOW)).toEqual({
      state: "failed",
      dueAt: null,
    });
  });

  it("anything else is tried again after 5 s, 30 s, 2 min and 10 min, and no more", () => {
    const waits = [1, 2, 3, 4, 5].map((tries) => afterTry(retry(), tries, ACTION_RETRIES_MS, NOW).dueAt);
    expect(waits.map((at) => at && at - NOW)).toEqual([5_000, 30_000, 120_000, 600_000, null]);
  });

  it("whoever asks for more time gets it, within reason", () => {
    const wait = (ms: number) => afterTry(retry(ms), 1, ACTION_RETRIES_MS, NOW).dueAt! - NOW;
    expect([wait(1_000), wait(20_000), wait(86_400_000)]).toEqual([5_000, 20_000, 600_000]);
  });

  it("PagerDuty is called for an hour", () => {
    const minutes = PAGER_RETRIES_MS.reduce((sum, ms) => sum + ms, 0) / 60_000;
    expect(Math.round(minutes)).toBe(62);
  });
});
