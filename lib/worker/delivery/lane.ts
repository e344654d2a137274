import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import type { LaneSize } from "./options.ts";

/** Weight of the newest message in the mean time that a slot is taken. */
const NEWEST = 0.1;
const MAX_AHEAD = 100;
/** Claiming takes a while too. */
const REFILL_BELOW = 2 / 3;
const MAX_CLAIM = 200;

export type LaneParts = {
  size: LaneSize;
  /** What takes longer gives its slot back (and still counts as open); null: never. */
  overdueMs: number | null;
  /** Claims so far ahead; 0: only what starts at once. */
  aheadMs: () => number;
  /** How many may be under way now: none while paused, a few while trying. */
  allowed: () => number;
  /** `busy`: whom messages are under way to. */
  claim: (limit: number, busy: string[]) => Promise<{ jobs: DeliveryJob[]; looked: number }>;
  /** One try with everything after it, until it is committed. Never rejects. */
  deliver: (job: DeliveryJob) => Promise<void>;
  isLost: (id: string) => boolean;
  failed: (error: unknown) => void;
};

/** Claims for a number of slots and keeps them busy. */
export class Lane {
  readonly #parts: LaneParts;
  #queue: DeliveryJob[] = [];
  readonly #open = new Map<string, DeliveryJob>();
  #busy = 0;
  #meanMs: number;
  #isStopped = false;
  #isClaiming = false;
  #isAskedAgain = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.#meanMs = parts.size.slots;
  }

  /** Starts what waits, and claims what there is room for; asked meanwhile, it looks once more. */
  kick(): void {
    this.begin();
    this.#isAskedAgain = true;
    if (this.#isClaiming || this.#wanted() <= 0) return;
    this.#isClaiming = true;
    void this.#fill();
  }

  /**
   * Starts what waits and may start by now. Nothing else does so for what was claimed as a pause began: it is not due for
   * anybody else, and no message under way comes to an end.
   */
  begin(): void {
    while (this.#queue.length > 0 && this.#room() > 0) {
      const job = this.#queue.shift()!;
      if (!this.#parts.isLost(job.id)) this.#start(job);
    }
  }

  /** Ids under a lease: of what waits and of what is under way. */
  held(): string[] {
    return [...this.#queue.map(({ id }) => id), ...this.#open.keys()];
  }

  openCount(): number {
    return this.#open.size;
  }

  /** Takes back what has not begun. */
  unclaim(): string[] {
    return this.#queue.splice(0).map(({ id }) => id);
  }

  stop(): void {
    this.#isStopped = true;
  }

  #limit(): number {
    return this.#isStopped ? 0 : Math.min(this.#parts.size.slots, this.#parts.allowed());
  }

  #room(): number {
    return Math.min(this.#limit() - this.#busy, this.#parts.size.maxOpen - this.#open.size);
  }

  /** So many messages begin within the time that it claims ahead. */
  #ahead(): number {
    return Math.min(MAX_AHEAD, Math.ceil((this.#limit() * this.#parts.aheadMs()) / this.#meanMs));
  }

  #wanted(): number {
    return Math.min(MAX_CLAIM, this.#room() + this.#ahead() - this.#queue.length);
  }

  async #fill(): Promise<void> {
    try {
      for (let isMore = true; isMore || this.#isAskedAgain; ) {
        this.#isAskedAgain = false;
        const wanted = this.#wanted();
        if (wanted <= 0) return;
        const here = [...this.#open.values(), ...this.#queue];
        const { jobs, looked } = await this.#parts.claim(
          wanted,
          here.map(({ recipient }) => recipient.id),
        );
        this.#take(jobs);
        isMore = looked >= wanted;
      }
    } catch (error) {
      this.#parts.failed(error);
    } finally {
      this.#isClaiming = false;
    }
  }

  #take(jobs: DeliveryJob[]): void {
    // A row of ours whose lease ran out while it waited here or was under way, taken again: it still is here.
    const held = new Set(this.held());
    this.#queue.push(...jobs.filter(({ id }) => !held.has(id)));
    this.begin();
  }

  #start(job: DeliveryJob): void {
    const startedAt = performance.now();
    this.#open.set(job.id, job);
    this.#busy += 1;
    let holdsSlot = true;
    const giveSlot = () => {
      if (holdsSlot) this.#busy -= 1;
      holdsSlot = false;
    };
    const { overdueMs } = this.#parts;
    const overdue = () => {
      giveSlot();
      this.kick();
    };
    const timer = overdueMs === null ? undefined : setTimeout(overdue, overdueMs);
    void this.#parts.deliver(job).then(() => {
      clearTimeout(timer);
      giveSlot();
      this.#open.delete(job.id);
      this.#meanMs += NEWEST * (performance.now() - startedAt - this.#meanMs);
      // A slot is free: whatever waits starts, and more is claimed before the rest runs out.
      this.begin();
      if (this.#queue.length <= this.#ahead() * REFILL_BELOW) this.kick();
    });
  }
}
