import type { Channel } from "#lib/domain/delivery/channel.ts";
import { Failure, invalid } from "#lib/domain/errors.ts";
import {
  type DestinationRules,
  destinationFault,
  parseDestination,
} from "#lib/domain/subscribers/destination.ts";
import type { CheckDestination } from "../monitors/destination.ts";

/** A destination as somebody gave it. `path` is where it stood in the input, such as `subscriber.endpoint`. */
export type GivenDestination = { channel: Channel; text: string; country?: string | null; path: string };

/**
 * The destination in its stored form, when it is one that this installation may write to. Asks the resolver: not inside a
 * transaction.
 * @throws Failure invalid with one sentence per channel: who asks learns nothing about our network from it
 */
export async function requireSubscriberDestination(
  { channel, text, country, path }: GivenDestination,
  rules: DestinationRules,
  check: CheckDestination,
): Promise<string> {
  const refused = () => invalid([{ path, message: destinationFault(channel, rules) }]);
  const parsed = parseDestination(channel, text, rules, country);
  if (parsed.fault !== undefined) throw refused();
  if (channel === "email" || channel === "sms") return parsed.destination;
  try {
    await check(parsed.destination);
  } catch (error) {
    if (error instanceof Failure && error.kind === "invalid") throw refused();
    throw error;
  }
  return parsed.destination;
}
