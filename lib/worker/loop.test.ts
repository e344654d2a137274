import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type LoopSpec, startLoop } from "./loop.ts";

const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});

/** Runs a loop and notes when it ran (ms since its start) and what it told. */
function run(spec: Partial<LoopSpec>) {
  const stop = new AbortController();
  stops.push(stop);
  const startedAt = performance.now();
  const runs: number[] = [];
  const told: string[] = [];
  const loop = startLoop(
    {
      name: "test",
      everyMs: 60_000,
      ...spec,
      run: async () => {
        runs.push(performance.now() - startedAt);
        return await spec.run?.();
      },
    },
    {
      worked: () => void told.push("worked"),
      failed: (_, error) => void told.push((error as Error).message),
    },
    stop.signal,
  );
  return { loop, runs, told, stop };
}

describe("startLoop", () => {
  it("runs at once, and then by its period", async () => {
    const { runs } = run({ everyMs: 40 });
    await sleep(200);
    expect(runs[0]).toBeLessThan(20);
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(runs.length).toBeLessThanOrEqual(6);
  });

  it("runs again at once when it is woken", async () => {
    const { loop, runs } = run({});
    await sleep(20);
    loop.wake();
    await sleep(20);
    expect(runs).toHaveLength(2);
  });

  it("loses no wake that comes while it runs", async () => {
    const { loop, runs } = run({ run: () => sleep(30, undefined) });
    await sleep(10);
    loop.wake();
    loop.wake();
    await sleep(100);
    expect(runs).toHaveLength(2);
  });

  it("rests between two runs however often it is woken", async () => {
    const { loop, runs } = run({ restMs: 100 });
    for (let i = 0; i < 20; i++) {
      await sleep(10);
      loop.wake();
    }
    await sleep(120);
    expect(runs.length).toBeGreaterThanOrEqual(3);
    for (const [i, at] of runs.entries()) if (i > 0) expect(at - runs[i - 1]!).toBeGreaterThanOrEqual(95);
  });

  it("runs when the last run said", async () => {
    let again = 3;
    const { runs } = run({ run: async () => (--again > 0 ? { againInMs: 0 } : undefined) });
    await sleep(50);
    expect(runs).toHaveLength(3);
  });

  it("tells a failure and tries again, later each time", async () => {
    let failures = 2;
    const { told, runs } = run({
      run: async () => {
        if (failures-- > 0) throw new Error("broken");
        return undefined;
      },
    });
    await sleep(1_000);
    expect(told).toEqual(["broken", "broken", "worked"]);
    expect(runs[1]! - runs[0]!).toBeGreaterThanOrEqual(245);
    expect(runs[2]! - runs[1]!).toBeGreaterThanOrEqual(490);
  });

  it("does not hurry a failing loop by waking it", async () => {
    const { loop, runs } = run({ run: () => Promise.reject(new Error("broken")) });
    for (let i = 0; i < 10; i++) {
      await sleep(10);
      loop.wake();
    }
    expect(runs).toHaveLength(1);
  });

  it("ends at once when it waits, and after its run when it runs", async () => {
    const waiting = run({});
    await sleep(10);
    waiting.stop.abort();
    await waiting.loop.ended;
    let isDone = false;
    const busy = run({
      run: async () => {
        await sleep(50);
        isDone = true;
        return undefined;
      },
    });
    busy.stop.abort();
    await busy.loop.ended;
    expect(isDone).toBe(true);
    expect(busy.runs).toHaveLength(1);
  });

  it("knows the time of the next full hour for a schedule", async () => {
    const { runs } = run({ everyMs: undefined, cron: "0 * * * *" });
    await sleep(30);
    expect(runs).toHaveLength(1);
  });
});
