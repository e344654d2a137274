import { type Fault, invalid } from "#lib/domain/errors.ts";
import { findDestination, type NewSubscription, newSubscription } from "#lib/domain/subscribers/input.ts";
import type { SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { choicesInput, destinationInput, readForm } from "#lib/domain/subscribers/subscription-form.ts";
import { destinationRules, type SubscriberContext } from "#lib/usecases/subscribers/context.ts";
import type { Asked } from "./asked.ts";

/** In the words of every sign-up. */
const CONSENT_MISSING = "please agree that we keep this to tell you";

/** What was typed, whatever it is. */
export const sentForm = ({ sent, language, snapshot }: Asked): SubscriptionForm =>
  readForm(sent, { language, timeZone: snapshot.page.timeZone });

type Ctx = Pick<SubscriberContext, "rules">;

/** A sign-up in the names of the API, with its choices. @throws Failure invalid with all that is wrong in it */
export const subscriptionOf = (form: SubscriptionForm, eventId: string | null, ctx: Ctx): NewSubscription =>
  read(form, { ...choicesInput(form), ...(eventId !== null && { incident_id: eventId }) }, ctx);

/** The same without choices: what is added to somebody's page begins with what is chosen there. @throws Failure invalid */
export const destinationOnly = (form: SubscriptionForm, ctx: Ctx): NewSubscription => read(form, {}, ctx);

/** All faults at once, so that nobody corrects one field after the other. */
function read(form: SubscriptionForm, choices: object, ctx: Ctx): NewSubscription {
  const input = { ...destinationInput(form), ...choices, consent: form.consent };
  const parsed = newSubscription.safeParse(input);
  const faults: Fault[] = [
    ...destinationFaults(form, ctx),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => ({ path: path.join("."), message })),
    ...(form.consent ? [] : [{ path: "consent", message: CONSENT_MISSING }]),
  ];
  if (!parsed.success || faults.length > 0) throw invalid(faults);
  return parsed.data;
}

/** None for what is no text of that field at all: then the schema has said so. */
function destinationFaults(form: SubscriptionForm, ctx: Ctx): Fault[] {
  const parsed = newSubscription.safeParse(destinationInput(form));
  return parsed.success ? (findDestination(parsed.data, destinationRules(ctx)).faults ?? []) : [];
}
