import { describe, expect, it, vi } from "vitest";
import { type Phase, startDeadline, untilAborted } from "./deadline.ts";

const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));

describe("startDeadline", () => {
  it.each<[Phase, string]>([
    ["dns", "dns_failed"],
    ["connect", "connect_timeout"],
    ["exchange", "timeout"],
  ])("tells by its reason in which phase the time ran out: %s", async (phase, reason) => {
    const deadline = startDeadline(20);
    deadline.enter("exchange");
    deadline.enter(phase);
    expect(await aborted(deadline.signal)).toMatchObject({ reason });
  });

  it.each<Phase>(["dns", "connect", "exchange"])(
    "blames the target's slowness once it has been reached, also in phase %s",
    async (phase) => {
      const deadline = startDeadline(20);
      deadline.reached();
      deadline.enter(phase);
      expect(await aborted(deadline.signal)).toMatchObject({ reason: "timeout" });
    },
  );

  it("passes the caller's abort on, also one that came before", async () => {
    const caller = new AbortController();
    const running = startDeadline(1_000, caller.signal);
    caller.abort("stop");
    expect(running.signal.reason).toBe("stop");
    expect(startDeadline(1_000, caller.signal).signal.reason).toBe("stop");
    running.end();
  });

  it("does not abort after its end", async () => {
    const caller = new AbortController();
    const deadline = startDeadline(10, caller.signal);
    deadline.end();
    caller.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(deadline.signal.aborted).toBe(false);
  });
});

describe("untilAborted", () => {
  it("gives the work's result and cleans up once", async () => {
    const cleanUp = vi.fn();
    const { signal } = new AbortController();
    const result = await untilAborted<string>(signal, (resolve) => {
      setTimeout(() => resolve("done"), 5);
      return cleanUp;
    });
    expect(result).toBe("done");
    expect(cleanUp).toHaveBeenCalledOnce();
  });

  it("cleans up after work that ends at once", async () => {
    const cleanUp = vi.fn();
    await untilAborted<void>(new AbortController().signal, (resolve) => {
      resolve();
      return cleanUp;
    });
    expect(cleanUp).toHaveBeenCalledOnce();
  });

  it("rejects with the signal's reason, cleans up, and ignores what comes later", async () => {
    const caller = new AbortController();
    const cleanUp = vi.fn();
    let late: (value: string) => void = () => {};
    const waiting = untilAborted<string>(caller.signal, (resolve) => {
      late = resolve;
      return cleanUp;
    });
    caller.abort(new Error("time is up"));
    late("too late");
    await expect(waiting).rejects.toThrow("time is up");
    expect(cleanUp).toHaveBeenCalledOnce();
  });

  it("does not start work for a signal that has aborted", async () => {
    const work = vi.fn();
    await expect(untilAborted(AbortSignal.abort(new Error("before")), work)).rejects.toThrow("before");
    expect(work).not.toHaveBeenCalled();
  });
});
