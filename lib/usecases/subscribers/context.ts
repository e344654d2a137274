import { createHmac } from "node:crypto";
import { authorize, type Scope } from "#lib/data/scope.ts";
import type { SuppressedPlace } from "#lib/data/subscribers/suppressions.ts";
import type { Channel, ChannelSetups } from "#lib/domain/delivery/channel.ts";
import type { DestinationRules } from "#lib/domain/subscribers/destination.ts";

/** What this installation allows subscribers. */
export type SubscriberRules = {
  slackHosts: string[];
  teamsHosts: string[];
  smsCountries: string[];
  smsDailyLimit: number;
  allowsPublicWebhooks: boolean;
};

/** The clock and the key: enough for what concerns nobody outside. */
export type Keyed = { secretKey: string; now: number };

/** What the acts of subscribers need to know of the installation and of the request. */
export type SubscriberContext = Keyed & {
  publicUrl: string;
  setups: ChannelSetups;
  /** Refuses a URL that we may not connect to; it may ask the resolver. */
  checkDestination: (destination: string) => Promise<void>;
  rules: SubscriberRules;
  /** Address of the client, for limits only: it is not kept. */
  client: string;
};

export const destinationRules = ({ rules }: Pick<SubscriberContext, "rules">): DestinationRules => ({
  slackHosts: rules.slackHosts,
  teamsHosts: rules.teamsHosts,
  countries: rules.smsCountries,
});

/** Subscribers act for themselves, on nothing but their own rows. */
export const actsAs = (subscriberId: string, pageId: string): Scope<"subscribers:write"> =>
  authorize({ kind: "system", id: `subscriber:${subscriberId}`, pageId: null }, "subscribers:write", pageId);

/** A destination as suppressions know it: without SECRET_KEY nobody can try addresses on it. */
export const suppressedPlace = (
  secretKey: string,
  place: { pageId: string; channel: Channel; destination: string },
): SuppressedPlace => ({
  pageId: place.pageId,
  channel: place.channel,
  destinationHash: createHmac("sha256", secretKey)
    .update(`suppressed destination ${place.pageId} ${place.channel} ${place.destination}`)
    .digest("base64url"),
});
