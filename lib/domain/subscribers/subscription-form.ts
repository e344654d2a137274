import { CHANNELS, type Channel } from "../delivery/channel.ts";
import type { Fault } from "../errors.ts";
import type { Language } from "../language.ts";
import { clockText, FLOORS } from "./choices.ts";
import type { CardForm, ChoicesForm, SubscriptionForm } from "./screen.ts";
import type { Choices, Subscriber } from "./subscriber.ts";

/** Longest text of one field that is looked at and given back. */
const MAX_TEXT = 2_048;
const MAX_LIST = 1_000;

/** Kinds that are ticked from the start: what the page tells. Reports are offered once there are any. */
export const OFFERED_KINDS = ["incidents", "maintenance", "postmortems"] as const;

/** What a browser sent: one text, or all texts, by the name of a field. */
export type Sent = { get(name: string): string | null; getAll(name: string): string[] };

type Defaults = { language: Language; timeZone: string; channel?: Channel };

const newChoices = ({ language, timeZone }: Defaults): ChoicesForm => ({
  scope: "all",
  component_ids: [],
  group_ids: [],
  kinds: [...OFFERED_KINDS],
  min_impact: "none",
  is_quiet: false,
  quiet_from: "22:00",
  quiet_until: "07:00",
  is_digest: false,
  digest_at: "09:00",
  language,
  time_zone: timeZone,
});

/** The form before anything was typed. */
export const newForm = (defaults: Defaults): SubscriptionForm => ({
  channel: defaults.channel ?? "email",
  email: "",
  phone_country: "",
  phone_number: "",
  slack_endpoint: "",
  teams_endpoint: "",
  teams_mode: "message",
  webhook_endpoint: "",
  contact_email: "",
  consent: false,
  ...newChoices(defaults),
});

/** A text as it can be shown again: well-formed, and no longer than any field takes. */
const clean = (text: string | null): string => (text ?? "").slice(0, MAX_TEXT).toWellFormed();
const list = (sent: Sent, name: string) =>
  sent
    .getAll(name)
    .slice(0, MAX_LIST)
    .map((one) => clean(one));

/** The choices as they were sent. Fields that a browser leaves out when they are not ticked count as not ticked. */
export function readChoices(sent: Sent, defaults: Defaults): ChoicesForm {
  const first = newChoices(defaults);
  const text = (name: keyof ChoicesForm) =>
    sent.get(name) === null ? String(first[name]) : clean(sent.get(name));
  return {
    scope: sent.get("scope") === "some" ? "some" : "all",
    component_ids: list(sent, "component_ids"),
    group_ids: list(sent, "group_ids"),
    kinds: list(sent, "kinds"),
    min_impact: text("min_impact"),
    is_quiet: sent.get("is_quiet") !== null,
    quiet_from: text("quiet_from"),
    quiet_until: text("quiet_until"),
    is_digest: sent.get("is_digest") !== null,
    digest_at: text("digest_at"),
    language: text("language"),
    time_zone: text("time_zone"),
  };
}

/** The whole form as it was sent. */
export function readForm(sent: Sent, defaults: Defaults): SubscriptionForm {
  const text = (name: string) => clean(sent.get(name));
  return {
    channel: CHANNELS.find((one) => one === sent.get("channel")) ?? "email",
    email: text("email"),
    phone_country: text("phone_country"),
    phone_number: text("phone_number"),
    slack_endpoint: text("slack_endpoint"),
    teams_endpoint: text("teams_endpoint"),
    teams_mode: text("teams_mode") || "message",
    webhook_endpoint: text("webhook_endpoint"),
    contact_email: text("contact_email"),
    consent: sent.get("consent") !== null,
    ...readChoices(sent, defaults),
  };
}

/** The choices in the names of the API. */
export function choicesInput(form: ChoicesForm) {
  const isSome = form.scope === "some";
  return {
    component_ids: isSome ? form.component_ids : [],
    group_ids: isSome ? form.group_ids : [],
    kinds: form.kinds,
    min_impact: form.min_impact,
    quiet_from: form.is_quiet ? form.quiet_from : null,
    quiet_until: form.is_quiet ? form.quiet_until : null,
    digest_at: form.is_digest ? form.digest_at : null,
    language: form.language,
    time_zone: form.time_zone,
  };
}

/** The destination in the names of the API: fields of other channels are nobody's concern, whatever stands in them. */
export function destinationInput(form: SubscriptionForm): Record<string, string> {
  const { channel } = form;
  if (channel === "email") return { channel, email: form.email };
  if (channel === "sms")
    return { channel, phone_country: form.phone_country, phone_number: form.phone_number };
  if (channel === "slack") return { channel, endpoint: form.slack_endpoint };
  if (channel === "teams") return { channel, endpoint: form.teams_endpoint, teams_mode: form.teams_mode };
  const { contact_email } = form;
  return { channel, endpoint: form.webhook_endpoint, ...(contact_email && { contact_email }) };
}

/** What was typed as the destination, to name it in a sentence. */
export function destinationOf(form: SubscriptionForm): string {
  if (form.channel === "sms") return form.phone_number.trim();
  return (form.channel === "email" ? form.email : form[`${form.channel}_endpoint`]).trim();
}

/** What the use cases find wrong, at the fields of the form; of each field only the first. */
export function faultsOfForm(faults: readonly Fault[], channel: Channel): Fault[] {
  const told = new Map<string, Fault>();
  for (const { path, message } of faults) {
    const name = path.replace(/^subscriber\./, "").split(".", 1)[0]!;
    const field = FIELD_OF[name]?.(channel) ?? name;
    if (!told.has(field)) told.set(field, { path: field, message });
  }
  return [...told.values()];
}

const FIELD_OF: Record<string, (channel: Channel) => string> = {
  endpoint: (channel) => `${channel}_endpoint`,
  destination: (channel) => FIELD_OF_CHANNEL[channel],
};
const FIELD_OF_CHANNEL: Record<Channel, string> = {
  email: "email",
  sms: "phone_number",
  slack: "slack_endpoint",
  teams: "teams_endpoint",
  webhook: "webhook_endpoint",
};

/** What somebody chose, as the form shows it. */
export function choicesForm(choices: Choices): ChoicesForm {
  const { quiet, digestAt, componentIds, groupIds } = choices;
  const first = newChoices({ language: choices.language, timeZone: choices.timeZone });
  return {
    ...first,
    scope: componentIds.length + groupIds.length > 0 ? "some" : "all",
    component_ids: componentIds,
    group_ids: groupIds,
    kinds: choices.kinds,
    min_impact: FLOORS[choices.minImpact],
    is_quiet: quiet !== null,
    ...(quiet && { quiet_from: clockText(quiet.from), quiet_until: clockText(quiet.until) }),
    is_digest: digestAt !== null,
    ...(digestAt !== null && { digest_at: clockText(digestAt) }),
  };
}

/** What can be changed of one way of being told, as its card shows it. */
export const cardForm = ({ choices, contactEmail, teamsMode }: Subscriber): CardForm => ({
  ...choicesForm(choices),
  contact_email: contactEmail ?? "",
  teams_mode: teamsMode ?? "message",
});

/** The same in the names of the API: only what the card of this subscriber shows, the rest stays as it is. */
export const cardInput = (form: CardForm, { channel, choices }: Pick<Subscriber, "channel" | "choices">) => ({
  ...(choices.followsPage && choicesInput(form)),
  ...(channel === "webhook" && { contact_email: form.contact_email.trim() || null }),
  ...(channel === "teams" && { teams_mode: form.teams_mode }),
});
