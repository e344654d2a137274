import type { Language } from "#lib/domain/language.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { confirmSubscription, readConfirmation } from "#lib/usecases/subscribers/confirm.ts";
import { readUnsubscribe, unsubscribeByLink } from "#lib/usecases/subscribers/unsubscribe.ts";
import type { Asked, Shown } from "./asked.ts";

/** Who is known is spoken to in the language of their choice, unless the address names another. */
export const languageFor = ({ fixed, snapshot, language }: Asked, own: Language): Language =>
  fixed ?? snapshot.page.languages.find((one) => one === own) ?? language;

export const deadLink = (path: string): Shown => ({
  status: 404,
  path,
  screen: { kind: "dead-end", why: "link" },
});

const shownOf = ({ channel, destination }: Subscriber) => ({ channel, destination });

/** The page of a confirmation link: opening it shows, the button acts. */
export async function answerConfirm(asked: Asked, token: string): Promise<Shown> {
  const path = `/confirm/${token}`;
  if (asked.method === "GET") {
    const found = await readConfirmation(token, asked.ctx);
    if (!found) return deadLink(path);
    const { subscriber, isConfirmed, isAdded } = found;
    return {
      path,
      language: languageFor(asked, subscriber.choices.language),
      screen: { kind: "confirm", token, isConfirmed, isAdded, ...shownOf(subscriber) },
    };
  }
  const { subscriber, manageToken, secret } = await confirmSubscription(token, asked.ctx);
  return {
    path,
    language: languageFor(asked, subscriber.choices.language),
    screen: { kind: "confirmed", manageToken, secret, ...shownOf(subscriber) },
  };
}

/** The page behind the link of every message: opening it shows, the button acts. */
export async function answerUnsubscribe(asked: Asked, token: string): Promise<Shown> {
  const path = `/unsubscribe/${token}`;
  const isSent = asked.method === "POST";
  const subscriber = isSent
    ? (await unsubscribeByLink(token, asked.ctx)).subscriber
    : await readUnsubscribe(token, asked.ctx);
  if (!subscriber) return isSent ? { path, screen: { kind: "erased" } } : deadLink(path);
  const language = languageFor(asked, subscriber.choices.language);
  const isDone = isSent || subscriber.state === "unsubscribed";
  const shown = shownOf(subscriber);
  return isDone
    ? { path, language, screen: { kind: "unsubscribed", ...shown } }
    : { path, language, screen: { kind: "unsubscribe", token, ...shown } };
}
