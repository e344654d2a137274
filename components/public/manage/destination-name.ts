import type { Channel } from "#lib/domain/delivery/channel.ts";

const MAX_SHOWN = 60;

/** A destination as it can be shown to its owner: of a webhook the host and the end, as its middle is a secret. */
export function destinationName({ channel, destination }: { channel: Channel; destination: string }): string {
  if (channel === "email" || channel === "sms") return destination;
  const url = URL.parse(destination);
  if (!url) return destination.slice(0, MAX_SHOWN);
  const path = `${url.pathname}${url.search}`;
  const shown = channel === "webhook" ? path : `/…${path.slice(-6)}`;
  return `${url.host}${shown}`.slice(0, MAX_SHOWN);
}
