import { untilAborted } from "./deadline.ts";

/** Lets at most `limit` holders per key in; the others wait in order. */
export type Gate = {
  /** @returns the function that gives the place back; rejects with the signal's reason when it aborts first */
  enter(key: string, signal: AbortSignal): Promise<() => void>;
};

/** Lets at most `limit` in at once for each key; the rest wait in the order in which they came. */
export function createGate(limit: number): Gate {
  const held = new Map<string, number>();
  const queues = new Map<string, (() => void)[]>();

  function leave(key: string): void {
    const queue = queues.get(key);
    const next = queue?.shift();
    if (queue?.length === 0) queues.delete(key);
    // The place goes straight to the next in line, so nobody can slip in between.
    if (next) {
      next();
      return;
    }
    const left = (held.get(key) ?? 1) - 1;
    if (left === 0) held.delete(key);
    else held.set(key, left);
  }

  function leaveOnce(key: string): () => void {
    let hasLeft = false;
    return () => {
      if (!hasLeft) leave(key);
      hasLeft = true;
    };
  }

  return {
    async enter(key, signal) {
      const count = held.get(key) ?? 0;
      if (count < limit) {
        held.set(key, count + 1);
        return leaveOnce(key);
      }
      return untilAborted(signal, (resolve) => {
        const queue = queues.get(key) ?? [];
        queues.set(key, queue);
        const admitted = () => resolve(leaveOnce(key));
        queue.push(admitted);
        return () => {
          const place = queue.indexOf(admitted);
          if (place >= 0) queue.splice(place, 1);
          if (queue.length === 0 && queues.get(key) === queue) queues.delete(key);
        };
      });
    },
  };
}
