import { describe, expect, it } from "vitest";
import { MAX_AGE_MS } from "./channel.ts";
import { JITTER, RETRIES, retryStepMs, withJitter } from "./schedule.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

describe("the retry schedules", () => {
  it.each([
    [1, 5 * SECOND_MS],
    [2, 30 * SECOND_MS],
    [3, 2 * MINUTE_MS],
    [4, 10 * MINUTE_MS],
    [5, 30 * MINUTE_MS],
    [6, HOUR_MS],
    [7, HOUR_MS],
    [40, HOUR_MS],
  ])("tries a mail again after %i tries in %i ms", (attempts, ms) => {
    expect(retryStepMs(RETRIES.email, attempts)).toBe(ms);
  });

  it("tries a webhook ten times within 75 h 35 min, as the Standard Webhooks do", () => {
    const steps: number[] = [];
    for (let attempts = 1; ; attempts++) {
      const stepMs = retryStepMs(RETRIES.webhook, attempts);
      if (stepMs === null) break;
      steps.push(stepMs);
    }
    expect(steps).toHaveLength(9);
    expect(steps.reduce((sum, ms) => sum + ms, 0)).toBe(75 * HOUR_MS + 35 * MINUTE_MS + 5 * SECOND_MS);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  it("ends the webhook's tries within its maximum age", () => {
    expect(MAX_AGE_MS.webhook).toBeGreaterThan(75 * HOUR_MS + 35 * MINUTE_MS);
  });
});

describe("withJitter", () => {
  it.each([
    [0, 8_000],
    [0.5, 10_000],
    [1, 12_000],
  ])("makes %f of chance of 10 s into %i ms", (random, ms) => {
    expect(withJitter(10_000, random)).toBe(ms);
  });

  it("stays within a fifth, whatever the chance", () => {
    for (let random = 0; random <= 1; random += 0.01)
      expect(Math.abs(withJitter(60_000, random) - 60_000)).toBeLessThanOrEqual(60_000 * JITTER);
  });
});
