import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Logger } from "#lib/log.ts";
import { currentSnapshot, setCurrentSnapshot, setDatabaseAway } from "#lib/usecases/snapshot/current.ts";
import type { World } from "./documents/generation.ts";
import type { SnapshotFiles } from "./snapshot-files.ts";

/** A database that is away for longer than this is told to readers. */
export const AWAY_AFTER_MS = 10_000;
/** The worker refreshes `asOf` every 30 s: a snapshot older than this stands still, whoever is to blame. */
export const STILL_AFTER_MS = 120_000;
const CHECK_MS = 5_000;

type Options = {
  files: SnapshotFiles;
  log: Logger;
  /** Makes a world the one that is served. */
  advance: (world: World) => Promise<void>;
  /** Told after a version is being served. */
  announce: (version: number) => void;
  now?: () => number;
  awayAfterMs?: number;
  checkMs?: number;
};

/**
 * What the follower tells, turned into what is served: the newest snapshot, in memory and on disk, and whether readers
 * must be told that it stands still (database away, or nobody publishes).
 */
export class ServedWorld {
  readonly #options: Required<Options>;
  readonly #timer: NodeJS.Timeout;
  #unreachableSince: number | null;
  #isStill = false;
  #unsaved: Snapshot | null = null;
  #saving: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = { now: Date.now, awayAfterMs: AWAY_AFTER_MS, checkMs: CHECK_MS, ...options };
    this.#unreachableSince = this.#options.now();
    this.#timer = setInterval(() => void this.#check(), this.#options.checkMs);
    this.#timer.unref();
  }

  /** Serves what the last process left on disk, until the database tells something newer. */
  async restore(): Promise<Snapshot | null> {
    const snapshot = await this.#options.files.newest();
    if (snapshot && setCurrentSnapshot(snapshot)) await this.#serve();
    return snapshot;
  }

  async onSnapshot(snapshot: Snapshot): Promise<void> {
    if (!setCurrentSnapshot(snapshot)) return;
    this.#save(snapshot);
    this.#isStill = this.#standsStill();
    setDatabaseAway(this.#isStill);
    await this.#serve();
  }

  onDatabaseState(isReachable: boolean): void {
    this.#unreachableSince = isReachable ? null : (this.#unreachableSince ?? this.#options.now());
    void this.#check();
  }

  /** Waits for the last write to disk. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saving;
  }

  #standsStill(): boolean {
    const { now, awayAfterMs } = this.#options;
    const isAway = this.#unreachableSince !== null && now() - this.#unreachableSince >= awayAfterMs;
    const asOf = currentSnapshot()?.asOf;
    return isAway || (asOf !== undefined && now() - Date.parse(asOf) > STILL_AFTER_MS);
  }

  async #check(): Promise<void> {
    const isStill = this.#standsStill();
    if (isStill === this.#isStill) return;
    this.#isStill = isStill;
    setDatabaseAway(isStill);
    await this.#serve();
  }

  async #serve(): Promise<void> {
    const snapshot = currentSnapshot();
    if (!snapshot) return;
    await this.#options.advance({ snapshot, isDatabaseAway: this.#isStill });
    this.#options.announce(snapshot.version);
  }

  /** One write at a time; of several that wait, only the newest is written. */
  #save(snapshot: Snapshot): void {
    const isWaiting = this.#unsaved !== null;
    this.#unsaved = snapshot;
    if (isWaiting) return;
    this.#saving = this.#saving.then(async () => {
      const newest = this.#unsaved!;
      this.#unsaved = null;
      await this.#options.files.keep(newest).catch((error: Error) => {
        this.#options.log.error({ error: error.message }, "the snapshot could not be kept on disk");
      });
    });
  }
}
