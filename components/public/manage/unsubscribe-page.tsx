import type { Language } from "#lib/domain/language.ts";
import { inLanguage, statusPath, subscribePath } from "#lib/domain/paths.ts";
import { UNSUBSCRIBED_KEPT_DAYS } from "#lib/domain/subscribers/privacy.ts";
import type { Destination } from "#lib/domain/subscribers/screen.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Said, Sentence } from "../subscribe/said.tsx";
import { destinationName } from "./destination-name.ts";

/** One button; opening the page does nothing. */
export function UnsubscribePage({
  token,
  language,
  ...shown
}: Destination & { token: string; language: Language }) {
  const destination = destinationName(shown);
  return (
    <Said title={subscriptionWord("unsubscribe_title", language)}>
      <Sentence text={subscriptionWord("unsubscribe_lead", language, { destination })} part={destination} />
      <form method="post" action={`${inLanguage(`/ko/unsubscribe/${token}`, language)}#said`}>
        <button type="submit" className="button">
          {subscriptionWord("unsubscribe", language)}
        </button>
      </form>
    </Said>
  );
}

/** `shown`: the only destination that is done; null: all of them. */
export function UnsubscribedPage({ shown, language }: { shown: Destination | null; language: Language }) {
  const destination = shown ? destinationName(shown) : "";
  const days = UNSUBSCRIBED_KEPT_DAYS;
  const text = shown
    ? subscriptionWord("unsubscribed", language, { destination, days })
    : subscriptionWord("unsubscribed_all", language, { days });
  return (
    <Said title={subscriptionWord("unsubscribed_title", language)}>
      <Sentence text={text} part={destination} />
      <p className="hint">{subscriptionWord("resubscribe_lead", language)}</p>
      <Onward language={language} />
    </Said>
  );
}

export function ErasedPage({ language }: { language: Language }) {
  return (
    <Said title={subscriptionWord("erased_title", language)}>
      <p>{subscriptionWord("erased", language)}</p>
      <Onward language={language} />
    </Said>
  );
}

const Onward = ({ language }: { language: Language }) => (
  <p className="steps">
    <a className="button" href={statusPath(language)}>
      {subscriptionWord("back", language)}
    </a>
    <a href={subscribePath(language)}>{subscriptionWord("resubscribe", language)}</a>
  </p>
);
