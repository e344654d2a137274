import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseUrl } from "./db.ts";

const CONNECT_TIMEOUT_MS = 5_000;
/** A cut cable is silent: a connection that does not answer this often is replaced. */
const CHECK_PERIOD_MS = 15_000;
const CHECK_TIMEOUT_MS = 5_000;
const MAX_BACKOFF_MS = 5_000;

export type Listening = {
  channels: readonly string[];
  onNotify: (channel: string, payload: string) => void;
  /** Called after every (re)connection: what was told meanwhile was missed. */
  onConnect?: () => void;
  signal: AbortSignal;
};

/**
 * Hears NOTIFY on a connection of its own, and connects again for as long as it takes, until `signal` aborts. Never
 * throws: whoever must not miss anything polls as well.
 */
export async function listen(listening: Listening): Promise<void> {
  const { signal } = listening;
  let backoffMs = 0;
  while (!signal.aborted) {
    const connected = await once(listening).catch(() => false);
    backoffMs = connected ? 250 : Math.min(MAX_BACKOFF_MS, Math.max(250, backoffMs * 2));
    await sleep(backoffMs, undefined, { signal }).catch(() => {});
  }
}

/** One connection's life. True when it had come to listen. */
async function once({ channels, onNotify, onConnect, signal }: Listening): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CHECK_TIMEOUT_MS,
    keepAlive: true,
  });
  const lost = new AbortController();
  const end = AbortSignal.any([signal, lost.signal]);
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  client.on("notification", ({ channel, payload }) => onNotify(channel, payload ?? ""));
  let isListening = false;
  try {
    await client.connect();
    for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    isListening = true;
    onConnect?.();
    while (!end.aborted) {
      await sleep(CHECK_PERIOD_MS, undefined, { signal: end }).catch(() => {});
      if (!end.aborted) await client.query("select 1");
    }
  } finally {
    // Not awaited: behind a cut cable the goodbye is never answered.
    void client.end().catch(() => {});
  }
  return isListening;
}
