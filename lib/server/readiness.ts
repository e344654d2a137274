import type { ServerResponse } from "node:http";
import type { QueueHealth } from "#lib/usecases/deliveries/queue.ts";
import { currentSnapshot } from "#lib/usecases/snapshot/current.ts";
import type { WorkerHealth } from "#lib/usecases/workers/health.ts";
import { securityHeaders } from "./http/security-headers.ts";

const UNREACHABLE_AFTER_MS = 5_000;
const QUERY_TIMEOUT_MS = 2_000;
/** However often /readyz is asked, the database is asked once in this time. */
const REMEMBERED_MS = 1_000;
const SECOND_MS = 1_000;

type Options = {
  /** One round trip to the database; rejects when it does not answer. */
  readHealth: (now: number) => Promise<WorkerHealth>;
  readQueue: (now: number) => Promise<QueueHealth>;
  now?: () => number;
};

type Report = {
  isReady: boolean;
  body: {
    ready: boolean;
    database: { ok: boolean; unreachable_seconds: number };
    worker: { ok: boolean; heartbeat_age_seconds: number | null };
    /** `ok` is null while the database is away: nothing is known then. */
    deliveries: { ok: boolean | null; oldest_due_seconds: number | null; held: boolean | null };
    snapshot: { version: number; as_of: string; age_seconds: number } | null;
  };
};

/** `/readyz`, for alerting: the database answers, a worker lives, messages go out. Traffic probes use /healthz. */
export class Readiness {
  readonly #readHealth: Options["readHealth"];
  readonly #readQueue: Options["readQueue"];
  readonly #now: () => number;
  #reachedAt: number;
  #report: Promise<Report> | null = null;
  #reportedAt = 0;

  constructor({ readHealth, readQueue, now = Date.now }: Options) {
    this.#readHealth = readHealth;
    this.#readQueue = readQueue;
    this.#now = now;
    this.#reachedAt = now();
  }

  report(): Promise<Report> {
    const now = this.#now();
    if (this.#report === null || now - this.#reportedAt >= REMEMBERED_MS) {
      this.#reportedAt = now;
      this.#report = this.#make();
    }
    return this.#report;
  }

  async answer(response: ServerResponse): Promise<void> {
    const { isReady, body } = await this.report();
    const text = JSON.stringify(body);
    response.writeHead(isReady ? 200 : 503, [
      ...["content-type", "application/json; charset=utf-8", "cache-control", "no-store"],
      ...["content-length", String(Buffer.byteLength(text))],
      ...securityHeaders("json", { isHttps: false }),
    ]);
    response.end(response.req.method === "HEAD" ? undefined : text);
  }

  async #make(): Promise<Report> {
    const askedAt = this.#now();
    const known = Promise.all([this.#readHealth(askedAt), this.#readQueue(askedAt)]);
    const [health, queue] = await withinTime(known).catch(() => [null, null]);
    const now = this.#now();
    if (health) this.#reachedAt = now;
    const unreachableMs = now - this.#reachedAt;
    const isReachable = unreachableMs <= UNREACHABLE_AFTER_MS;
    const age = health?.heartbeatAgeMs ?? null;
    const isWorking = health?.isHealthy === true;
    const snapshot = currentSnapshot();
    // While the database is only just away, nothing is known of the worker: that is no reason to alert yet.
    const isReady = isReachable && (isWorking || health === null) && queue?.isHealthy !== false;
    return {
      isReady,
      body: {
        ready: isReady,
        database: { ok: isReachable, unreachable_seconds: seconds(unreachableMs) },
        worker: { ok: isWorking, heartbeat_age_seconds: secondsOrNull(age) },
        deliveries: {
          ok: queue?.isHealthy ?? null,
          oldest_due_seconds: secondsOrNull(queue?.oldestDueAgeMs ?? null),
          held: queue?.isHeld ?? null,
        },
        snapshot: snapshot && {
          version: snapshot.version,
          as_of: snapshot.asOf,
          age_seconds: seconds(now - Date.parse(snapshot.asOf)),
        },
      },
    };
  }
}

const seconds = (ms: number) => Math.max(0, Math.round(ms / SECOND_MS));
const secondsOrNull = (ms: number | null) => (ms === null ? null : seconds(ms));

async function withinTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error("The database did not answer in time")),
    QUERY_TIMEOUT_MS,
  );
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
