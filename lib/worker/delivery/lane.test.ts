import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { Lane, type LaneParts } from "./lane.ts";

/** A lane before a queue of so many jobs, each of which takes `takesMs`. */
function lane(count: number, takesMs: (n: number) => number, given: Partial<LaneParts> = {}) {
  let next = 0;
  let open = 0;
  const seen = { peak: 0, ahead: 0, done: [] as string[], errors: [] as unknown[], busy: [] as string[][] };
  const made: Lane = new Lane({
    size: { slots: 4, maxOpen: 8 },
    overdueMs: null,
    aheadMs: () => 0,
    allowed: () => Number.POSITIVE_INFINITY,
    claim: async (limit, busy) => {
      await sleep(1);
      const jobs = Array.from({ length: Math.min(limit, count - next) }, () => {
        const id = String(next++);
        return { id, recipient: { id: `s${id}` } } as DeliveryJob;
      });
      seen.busy.push(busy);
      return { jobs, looked: jobs.length };
    },
    deliver: async ({ id }) => {
      seen.peak = Math.max(seen.peak, ++open);
      await sleep(takesMs(Number(id)));
      seen.ahead = Math.max(seen.ahead, made.held().length - made.openCount());
      open -= 1;
      seen.done.push(id);
    },
    isLost: () => false,
    failed: (error) => void seen.errors.push(error),
    ...given,
  });
  const all = async () => {
    for (const startedAt = Date.now(); seen.done.length < count; await sleep(2))
      if (Date.now() - startedAt > 5_000) throw new Error(`${seen.done.length} of ${count}`);
  };
  return { made, seen, all };
}

describe("Lane", () => {
  it("keeps its slots busy until nothing is left, and claims no more than starts", async () => {
    const { made, seen, all } = lane(40, () => 3);
    made.kick();
    await all();
    expect(seen.peak).toBe(4);
    expect(seen.ahead).toBe(0);
    expect(made.held()).toEqual([]);
  });

  it("claims a little ahead when it is told to", async () => {
    const { made, seen, all } = lane(60, () => 5, { aheadMs: () => 10 });
    made.kick();
    await all();
    expect(seen.peak).toBe(4);
    expect(seen.ahead).toBeGreaterThan(0);
    expect(seen.ahead).toBeLessThanOrEqual(20);
  });

  it("gives the slot of what takes too long to others, up to a limit", async () => {
    const { made, seen, all } = lane(30, (n) => (n < 6 ? 400 : 2), { overdueMs: 30 });
    made.kick();
    await sleep(250);
    expect(seen.done).toHaveLength(24);
    expect(made.openCount()).toBe(6);
    await all();
    expect(seen.peak).toBeLessThanOrEqual(8);
  });

  it("says whom messages are under way to", async () => {
    const { made, seen, all } = lane(6, () => 20);
    made.kick();
    await all();
    expect(seen.busy[0]).toEqual([]);
    expect(seen.busy.some((busy) => busy.length > 0)).toBe(true);
  });

  it("starts none while it may not, and as many as it may", async () => {
    let allowed = 0;
    const { made, seen, all } = lane(6, () => 5, { allowed: () => allowed });
    made.kick();
    await sleep(20);
    expect(seen.done).toEqual([]);
    allowed = 1;
    made.kick();
    await all();
    expect(seen.peak).toBe(1);
  });

  it("starts what was claimed as a pause began, once the pause is over: few at first", async () => {
    let allowed = 4;
    const { made, seen, all } = lane(4, () => 5, { allowed: () => allowed });
    made.kick();
    allowed = 0;
    await sleep(20);
    expect(made.held()).toHaveLength(4);
    expect(seen.done).toEqual([]);
    allowed = 2;
    made.kick();
    await all();
    expect(seen.peak).toBe(2);
    expect(made.held()).toEqual([]);
  });

  it("starts what waits without a look at what is due", async () => {
    let allowed = 4;
    const { made, seen } = lane(4, () => 5, { allowed: () => allowed });
    made.kick();
    allowed = 0;
    await sleep(20);
    made.begin();
    expect(made.openCount()).toBe(0);
    allowed = 4;
    made.begin();
    expect(made.openCount()).toBe(4);
    await sleep(30);
    expect(seen.done).toHaveLength(4);
  });

  it("starts nothing whose lease is over, and nothing after it is stopped", async () => {
    const { made, seen } = lane(8, () => 20, { isLost: (id) => id === "1" });
    made.kick();
    await sleep(12);
    made.stop();
    made.kick();
    await sleep(60);
    expect(seen.done.toSorted()).not.toContain("1");
    expect(seen.done.length).toBeLessThanOrEqual(4);
  });

  it("tells that it could not claim, and claims when it is kicked again", async () => {
    let failures = 1;
    const { made, seen } = lane(0, () => 1, {
      claim: async () => {
        if (failures-- > 0) throw new Error("away");
        return { jobs: [{ id: "9", recipient: { id: "s9" } } as DeliveryJob], looked: 1 };
      },
    });
    made.kick();
    await sleep(10);
    expect(seen.errors.map(String)).toEqual(["Error: away"]);
    made.kick();
    await sleep(30);
    expect(seen.done).toContain("9");
    made.stop();
  });
});
