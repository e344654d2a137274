import { pool } from "#lib/data/db.ts";
import { readChannelsSeen, readHeld } from "#lib/data/delivery/desk/standing.ts";
import { type ChannelFigures, readChannelFigures } from "#lib/data/delivery/health.ts";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { STANDSTILL_MS } from "#lib/domain/delivery/desk/standing.ts";

/** How long the message has waited that is due for longest (null: nothing is due), and whether an operator's word is awaited. */
export type QueueHealth = { oldestDueAgeMs: number | null; isHeld: boolean; isHealthy: boolean };
export type { ChannelFigures };

/** A look at the first entries of an index, however much waits. Throws what the database throws when it is away. */
export async function queueHealth(now: number): Promise<QueueHealth> {
  const [seen, hold] = await Promise.all([readChannelsSeen(pool(), CHANNELS, now), readHeld(pool())]);
  const due = seen.flatMap(({ oldestDueAt }) => oldestDueAt ?? []);
  const oldestDueAgeMs = due.length === 0 ? null : Math.max(0, now - Math.min(...due));
  // What is held waits too, and somebody has to say what becomes of it.
  const isHealthy = oldestDueAgeMs === null || oldestDueAgeMs <= STANDSTILL_MS;
  return { oldestDueAgeMs, isHeld: hold !== null, isHealthy };
}

/** Every channel in figures. */
export const channelFigures = (): Promise<ChannelFigures[]> => readChannelFigures(pool(), CHANNELS);
