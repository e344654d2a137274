import type { Reason } from "#lib/domain/reason.ts";
import { NetFault } from "./fault.ts";

export type Phase = "dns" | "connect" | "exchange";

const REASON_OF_PHASE: Record<Phase, Reason> = {
  dns: "dns_failed",
  connect: "connect_timeout",
  exchange: "timeout",
};

/** One time limit over a whole exchange, whatever it consists of. */
export type Deadline = {
  /** Aborts with a NetFault when time is up (its reason tells the phase), or with the caller's own reason. */
  readonly signal: AbortSignal;
  enter(phase: Phase): void;
  /** The target has been reached once: from here on running out of time is its own slowness, whatever the phase. */
  reached(): void;
  /** Must be called when the exchange is over: it frees the timer. */
  end(): void;
};

/** One clock for a whole exchange; the phase in which it strikes tells what was slow. */
export function startDeadline(timeoutMs: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  let phase: Phase = "dns";
  let isReached = false;
  const timer = setTimeout(() => {
    controller.abort(new NetFault(REASON_OF_PHASE[phase], `no end after ${timeoutMs} ms (${phase})`));
  }, timeoutMs);
  const onOuterAbort = () => controller.abort(outer?.reason);
  if (outer?.aborted) onOuterAbort();
  else outer?.addEventListener("abort", onOuterAbort, { once: true });
  return {
    signal: controller.signal,
    enter(next) {
      phase = isReached ? "exchange" : next;
    },
    reached() {
      isReached = true;
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", onOuterAbort);
    },
  };
}

/**
 * Runs callback-style work that ends with its own `settle`, or when the signal aborts. `cleanUp` runs at the end in
 * any case.
 */
export function untilAborted<T>(
  signal: AbortSignal,
  work: (resolve: (value: T) => void, reject: (error: unknown) => void) => (() => void) | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    let cleanUp: (() => void) | undefined;
    let isSettled = false;
    const settle = (end: () => void) => {
      if (isSettled) return;
      isSettled = true;
      signal.removeEventListener("abort", onAbort);
      cleanUp?.();
      end();
    };
    const onAbort = () => settle(() => reject(signal.reason));
    signal.addEventListener("abort", onAbort, { once: true });
    cleanUp = work(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
    if (isSettled) cleanUp?.();
  });
}
