import "server-only";
import type { ChannelSetups } from "#lib/domain/delivery/channel.ts";
import { channelSetups } from "#lib/env.ts";
import { settings } from "../settings.ts";

/** Which channels this installation can send over. */
export const setups = (): ChannelSetups => channelSetups(settings().env);
