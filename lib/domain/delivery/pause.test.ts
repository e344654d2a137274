import { describe, expect, it } from "vitest";
import { PAUSE_RULES, paceOf, pauseAfterFault, WELL } from "./pause.ts";

describe("the pause of a channel", () => {
  it("lasts a second, then twice as long each time, up to fifteen", () => {
    const lengths: number[] = [];
    let pause = WELL;
    let now = 1_000_000;
    for (let i = 0; i < 7; i++) {
      pause = pauseAfterFault(pause, now, PAUSE_RULES);
      lengths.push(pause.untilAt - now);
      now = pause.untilAt;
    }
    expect(lengths).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it("is not prolonged by what was in flight when it began", () => {
    const first = pauseAfterFault(WELL, 5_000, PAUSE_RULES);
    expect(pauseAfterFault(first, 5_001, PAUSE_RULES)).toBe(first);
    expect(pauseAfterFault(first, 5_999, PAUSE_RULES)).toBe(first);
  });

  it("is left alone, then tried by a few, and open again once it is well", () => {
    const pause = pauseAfterFault(WELL, 5_000, PAUSE_RULES);
    expect(paceOf(pause, 5_999)).toBe("paused");
    expect(paceOf(pause, 6_000)).toBe("probing");
    expect(paceOf(WELL, 0)).toBe("open");
  });
});
