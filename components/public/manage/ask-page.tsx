import type { Fault } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { managePath, statusPath } from "#lib/domain/paths.ts";
import type { Offers, SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Destination } from "../subscribe/destination.tsx";
import { Faults } from "../subscribe/faults.tsx";
import { Said, Sentence } from "../subscribe/said.tsx";

type Props = { form: SubscriptionForm; faults: readonly Fault[]; offers: Offers; language: Language };

/** Where the way to one's own settings is asked for: by mail, or by a code for a phone. */
export function AskPage({ form, faults, offers, language }: Props) {
  const place = { prefix: "", faults };
  const channels = offers.channels.filter((one) => one === "email" || one === "sms");
  if (channels.length === 0)
    return (
      <section className="answered">
        <h1>{subscriptionWord("ask_title", language)}</h1>
        <p>{subscribeWord("only_feeds", language)}</p>
      </section>
    );
  return (
    <section className="answered">
      <h1>{subscriptionWord("ask_title", language)}</h1>
      <p>{subscriptionWord("ask_lead", language)}</p>
      <form method="post" action={`${managePath(language)}#said`} className="subscribe" noValidate>
        <Faults place={place} language={language} />
        <Destination form={form} offers={{ ...offers, channels }} place={place} language={language} isKnown />
        <button type="submit" className="button">
          {subscriptionWord("ask", language)}
        </button>
      </form>
      <p className="hint">{subscriptionWord("ask_others", language)}</p>
      <script src="/subscribe-own.js" defer />
    </section>
  );
}

/** The same whether the address is known or not. */
export function AskedPage({ email, language }: { email: string; language: Language }) {
  return (
    <Said title={subscriptionWord("asked_title", language)}>
      <Sentence text={subscriptionWord("asked", language, { email })} part={email} />
      <p className="hint">{subscriptionWord("asked_why", language)}</p>
      <p className="steps">
        <a className="button" href={statusPath(language)}>
          {subscriptionWord("back", language)}
        </a>
      </p>
    </Said>
  );
}
