import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import type { LaneSize } from "./options.ts";

/** Weight of the newest message in the mean time that a slot is taken. */
const NEWEST = 0.1;
const MAX_AHEAD = 32;
const MAX_CLAIM = 200;

export type LaneParts = {
  size: LaneSize;
  /** What takes longer gives its slot back (and still counts as open); null: never. */
  overdueMs: number | null;
  /** Claims so far ahead; 0: only what starts at once. */
  aheadMs: number;
  /** How many may be under way now: none while paused, a few while trying. */
  allowed: () => number;
  /** `busy`: whom messages are under way to. */
  claim: (limit: number, busy: string[]) => Promise<{ jobs: DeliveryJob[]; looked: number }>;
  /** One try with everything after it, until it is committed. Never rejects. */
  deliver: (job: DeliveryJob) => Promise<void>;
  isLost: (id: string) => boolean;
  failed: (error: unknown) => void;
};
export type Lane = ReturnType<typeof createLane>;

/** Claims for a number of slots and keeps them busy. */
export function createLane(parts: LaneParts) {
  const { size } = parts;
  let queue: DeliveryJob[] = [];
  const open = new Map<string, DeliveryJob>();
  let busy = 0;
  let meanMs = size.slots;
  let isStopped = false;
  let isClaiming = false;
  let isAskedAgain = false;

  const limit = () => (isStopped ? 0 : Math.min(size.slots, parts.allowed()));
  const room = () => Math.min(limit() - busy, size.maxOpen - open.size);
  const ahead = () =>
    limit() < size.slots ? 0 : Math.min(MAX_AHEAD, Math.ceil((size.slots * parts.aheadMs) / meanMs));
  const wanted = () => Math.min(MAX_CLAIM, room() + ahead() - queue.length);

  function start(job: DeliveryJob): void {
    const startedAt = performance.now();
    open.set(job.id, job);
    busy += 1;
    let holdsSlot = true;
    const giveSlot = () => {
      if (!holdsSlot) return;
      holdsSlot = false;
      busy -= 1;
    };
    const overdue =
      parts.overdueMs === null
        ? undefined
        : setTimeout(() => {
            giveSlot();
            kick();
          }, parts.overdueMs);
    void parts.deliver(job).then(() => {
      clearTimeout(overdue);
      giveSlot();
      open.delete(job.id);
      meanMs += NEWEST * (performance.now() - startedAt - meanMs);
      next();
    });
  }

  function startWaiting(): void {
    while (queue.length > 0 && room() > 0) {
      const job = queue.shift()!;
      if (!parts.isLost(job.id)) start(job);
    }
  }

  /** A slot is free: whatever waits starts, and more is claimed before the rest runs out. */
  function next(): void {
    startWaiting();
    if (queue.length <= ahead() / 2) kick();
  }

  async function fill(): Promise<void> {
    try {
      for (let isMore = true; isMore || isAskedAgain; ) {
        isAskedAgain = false;
        const count = wanted();
        if (count <= 0) return;
        const { jobs, looked } = await parts.claim(
          count,
          [...open.values(), ...queue].map(({ recipient }) => recipient.id),
        );
        // A row of ours whose lease ran out while it waited here or was under way, taken again: it still is here.
        const known = new Set([...open.keys(), ...queue.map(({ id }) => id)]);
        queue.push(...jobs.filter(({ id }) => !known.has(id)));
        startWaiting();
        isMore = looked >= count;
      }
    } catch (error) {
      parts.failed(error);
    } finally {
      isClaiming = false;
    }
  }

  /** Claims what there is room for; asked meanwhile, it looks once more. */
  function kick(): void {
    isAskedAgain = true;
    if (isClaiming || wanted() <= 0) return;
    isClaiming = true;
    void fill();
  }

  return {
    kick,
    /** Ids under a lease: of what waits and of what is under way. */
    held: (): string[] => [...queue.map(({ id }) => id), ...open.keys()],
    openCount: (): number => open.size,
    /** Takes back what has not begun. */
    unclaim(): string[] {
      const ids = queue.map(({ id }) => id);
      queue = [];
      return ids;
    },
    stop(): void {
      isStopped = true;
    },
  };
}
