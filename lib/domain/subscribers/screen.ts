import type { Channel } from "../delivery/channel.ts";
import type { Fault } from "../errors.ts";
import type { Language } from "../language.ts";
import type { Subscriber } from "./subscriber.ts";

/** Over what this installation can be subscribed to. Feeds are always there. */
export type Offers = {
  channels: Channel[];
  /** Countries whose phones are written to, ISO 3166; empty without SMS. */
  smsCountries: string[];
};

/** A form as it was filled in: what a browser sends, before anything is believed of it. Texts, and lists of texts. */
export type SubscriptionForm = {
  channel: Channel;
  email: string;
  phone_country: string;
  phone_number: string;
  slack_endpoint: string;
  teams_endpoint: string;
  teams_mode: string;
  webhook_endpoint: string;
  contact_email: string;
  consent: boolean;
} & ChoicesForm;

/** What somebody wants to hear of, and when. */
export type ChoicesForm = {
  /** `some`: only the components and groups that are ticked. */
  scope: "all" | "some";
  component_ids: string[];
  group_ids: string[];
  kinds: string[];
  min_impact: string;
  is_quiet: boolean;
  quiet_from: string;
  quiet_until: string;
  is_digest: boolean;
  digest_at: string;
  language: string;
  time_zone: string;
};

/** What can be changed of one way of being told: the choices, and what its channel has beside the address. */
export type CardForm = ChoicesForm & Pick<SubscriptionForm, "contact_email" | "teams_mode">;

/** The fields of a form that was refused and why; `path` is the name of a field, or empty. */
export type Refused<Form> = { form: Form; faults: Fault[] };

/** A destination as its owner sees it. */
export type Destination = { channel: Channel; destination: string };

/** Why there is nothing to show. */
export type DeadEnd = "link" | "away" | "busy" | "origin" | "broken";

export const DONE = ["saved", "added", "removed", "followed", "unfollowed"] as const;
export type Done = (typeof DONE)[number];

/**
 * What a personal page shows: worked out before anything is rendered, so that pages only present. It may hold secrets of
 * the person who asked and of nobody else; nobody keeps it.
 */
export type Screen =
  | ({ kind: "subscribe"; eventId: string | null } & Refused<SubscriptionForm>)
  | { kind: "sent"; channel: Channel; destination: string; eventId: string | null }
  | ({ kind: "code"; eventId: string | null; isResent: boolean } & Refused<SubscriptionForm>)
  | { kind: "subscribed"; destination: string; manageToken: string }
  | ({ kind: "confirm"; token: string; isConfirmed: boolean; isAdded: boolean } & Destination)
  | ({ kind: "confirmed"; manageToken: string; secret: string | null } & Destination)
  | ({ kind: "ask" } & Refused<SubscriptionForm>)
  | { kind: "asked"; email: string }
  | ManageScreen
  | ({ kind: "manage-code"; token: string | null } & Refused<SubscriptionForm>)
  | { kind: "secret"; token: string; endpoint: string; secret: string }
  | ({ kind: "unsubscribe"; token: string } & Destination)
  | ({ kind: "unsubscribed" } & Destination)
  | { kind: "unsubscribed-all" }
  | { kind: "erased" }
  | { kind: "dead-end"; why: DeadEnd };

export type ManageScreen = {
  kind: "manage";
  token: string;
  holderId: string;
  subscribers: Subscriber[];
  done: Done | null;
  /** The card whose choices were refused. */
  refused: (Refused<CardForm> & { subscriberId: string }) | null;
  /** A further channel that was refused. */
  adding: Refused<SubscriptionForm> | null;
  faults: Fault[];
};

/** A screen and the path at which it stands, in the reader's language: the language links lead to the same page. */
export type ShownScreen = { screen: Screen; path: string };

/** How our server gets a screen from the route that worked it out; or where the person is sent instead. */
export type ScreenAnswer =
  | (ShownScreen & { status: number; language: Language; retryAfterSeconds?: number })
  | { location: string };
