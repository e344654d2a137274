import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { keepRunning, type Running, restartDelayMs } from "./keep-running.ts";

/** A process that ends when told to. */
function fake(pid: number) {
  let end: (how: string) => void = () => {};
  const exited = new Promise<string>((resolve) => {
    end = resolve;
  });
  const running: Running = { pid, exited, stop: async () => end("stopped") };
  return { running, end };
}
const log = { warn: () => {}, info: () => {} };
const options = { log, firstDelayMs: 5, maxDelayMs: 40, healthyAfterMs: 1_000 };

describe("restartDelayMs", () => {
  it("is within one second at first, doubles, and stops at thirty seconds", () => {
    expect([0, 1, 2, 3].map((failures) => restartDelayMs(failures))).toEqual([200, 400, 800, 1600]);
    expect(restartDelayMs(8)).toBe(30_000);
    expect(restartDelayMs(2_000)).toBe(30_000);
  });
});

describe("keepRunning", () => {
  it("starts a process again each time it ends", async () => {
    const runs = [fake(1), fake(2), fake(3)];
    let next = 0;
    const launch = async () => runs[++next]!.running;
    const kept = keepRunning("web", runs[0]!.running, launch, options);
    runs[0]!.end("code 1");
    await expect.poll(kept.pid).toBe(2);
    runs[1]!.end("signal SIGKILL");
    await expect.poll(kept.pid).toBe(3);
    await kept.stop();
    expect(next).toBe(2);
  });

  it("goes on trying when a start fails", async () => {
    const [first, last] = [fake(1), fake(2)];
    let tries = 0;
    const launch = async () => {
      tries += 1;
      if (tries < 4) throw new Error("no memory");
      return last.running;
    };
    const kept = keepRunning("worker", first.running, launch, options);
    first.end("code 1");
    await expect.poll(kept.pid).toBe(2);
    expect(tries).toBe(4);
    await kept.stop();
  });

  it("starts nothing after the stop, also when it comes during a wait or a start", async () => {
    const first = fake(1);
    let started = 0;
    const slow = fake(2);
    const launch = async () => {
      started += 1;
      await sleep(50);
      return slow.running;
    };
    const kept = keepRunning("web", first.running, launch, options);
    first.end("code 1");
    await expect.poll(() => started).toBe(1);
    await kept.stop();
    expect(await slow.running.exited).toBe("stopped");

    const second = fake(3);
    const waiting = keepRunning("web", second.running, launch, { ...options, firstDelayMs: 10_000 });
    second.end("code 1");
    await sleep(10);
    await waiting.stop();
    expect(started).toBe(1);
  });
});
