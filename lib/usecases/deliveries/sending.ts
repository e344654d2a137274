import { pool } from "#lib/data/db.ts";
import { readChannelsSeen, readHeld } from "#lib/data/delivery/desk/standing.ts";
import type { Scope } from "#lib/data/scope.ts";
import { CHANNELS, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import { type Sending, standingsOf, standstillOf } from "#lib/domain/delivery/desk/standing.ts";

/**
 * How sending stands: each channel, what is held, and whether what is due goes out. It is the same for every page of the
 * installation.
 */
export async function readSending(
  _scope: Scope<"page:read">,
  setups: ChannelSetups,
  now: number,
): Promise<Sending> {
  const [seen, hold] = await Promise.all([readChannelsSeen(pool(), CHANNELS, now), readHeld(pool())]);
  const channels = standingsOf(setups, seen);
  // What is held is meant to stand still.
  return { channels, hold, standstillMs: hold ? null : standstillOf(channels, now) };
}
