import type { Fault } from "#lib/domain/errors.ts";
import { findEvent } from "#lib/domain/history/months.ts";
import { managePath } from "#lib/domain/paths.ts";
import { mayFollow } from "#lib/domain/subscribers/choices.ts";
import type { SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { destinationOf, faultsOfForm } from "#lib/domain/subscribers/subscription-form.ts";
import { verifyCode } from "#lib/usecases/subscribers/codes.ts";
import { subscribe } from "#lib/usecases/subscribers/subscribe.ts";
import type { Asked, Shown } from "./asked.ts";
import { sentForm, subscriptionOf } from "./read-form.ts";
import { attempt, type FormRefusal, refusalOfForm } from "./refused.ts";

/** A fault of the event itself is one of the whole form. */
const faultsAt = ({ faults }: FormRefusal, form: SubscriptionForm): Fault[] =>
  faultsOfForm(faults, form.channel);

/** The form of `/subscribe` was sent: what comes next, or the same form with all that was typed and what is wrong. */
export async function answerSubscribe(asked: Asked, id: string | undefined): Promise<Shown> {
  const eventId = id && findEvent(asked.snapshot, id) ? id : null;
  const form = sentForm(asked);
  const at = eventId ? `/subscribe/${eventId}` : "/subscribe";
  const act = asked.sent.get("act");
  if (act === "code") return await answerCode(asked, form, eventId, at);
  const refused = await attempt(asked.language, async () => {
    await subscribe(asked.pageId, subscriptionOf(form, eventId, asked.ctx), asked.ctx);
  });
  const { channel } = form;
  if (channel === "sms" && act === "resend") return { ...codeScreen(form, eventId, refused, true), path: at };
  if (refused) {
    const { faults: _, ...answer } = refused;
    return {
      ...answer,
      path: at,
      screen: { kind: "subscribe", eventId, form, faults: faultsAt(refused, form) },
    };
  }
  if (channel === "sms") return { ...codeScreen(form, eventId, null, false), path: at };
  return { path: at, screen: { kind: "sent", channel, destination: destinationOf(form), eventId } };
}

function codeScreen(
  form: SubscriptionForm,
  eventId: string | null,
  refused: FormRefusal | null,
  isResent: boolean,
) {
  const { faults = [], ...answer } = refused ?? {};
  return { ...answer, screen: { kind: "code", eventId, form, faults, isResent } as const };
}

/** The digits of a code, however they were grouped. */
const digitsOf = (text: string | null): string => (text ?? "").slice(0, 50).replace(/\D/g, "");

/** Checks the code that a phone got. @throws Failure */
export async function verifySentCode(asked: Asked, form: SubscriptionForm) {
  const { phone_number: destination, phone_country: country } = form;
  const code = digitsOf(asked.sent.get("code"));
  return await verifyCode(asked.pageId, { destination, country, code }, asked.ctx);
}

async function answerCode(
  asked: Asked,
  form: SubscriptionForm,
  eventId: string | null,
  path: string,
): Promise<Shown> {
  try {
    const { subscriber, manageToken } = await verifySentCode(asked, form);
    // Who was told already asks for more on their own page.
    if (eventId ? mayFollow(subscriber, eventId) : !subscriber.choices.followsPage)
      return { location: managePath(asked.language, manageToken) };
    return { path, screen: { kind: "subscribed", destination: destinationOf(form), manageToken } };
  } catch (error) {
    return { ...codeScreen(form, eventId, refusalOfForm(error, asked.language), false), path };
  }
}
