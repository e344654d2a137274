import type { Scope } from "#lib/data/scope.ts";
import { countActive } from "#lib/data/subscribers/reach.ts";
import { CHANNELS, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import type { Reach } from "#lib/domain/incidents/desk/choices.ts";

/** How many may be told of anything at all, and over which channels this installation cannot send. */
export async function readReach({ pageId }: Scope<"page:read">, setups: ChannelSetups): Promise<Reach> {
  return {
    activeSubscribers: await countActive(pageId),
    unconfigured: CHANNELS.filter((channel) => !setups[channel].isConfigured),
  };
}
