import type { Fault } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { statusPath, subscribePath } from "#lib/domain/paths.ts";
import type { SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { destinationOf } from "#lib/domain/subscribers/subscription-form.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Carried } from "./carried.tsx";
import { CodeField } from "./code-field.tsx";
import { Said, Sentence } from "./said.tsx";

type Props = {
  form: SubscriptionForm;
  faults: readonly Fault[];
  eventId: string | null;
  isResent: boolean;
  language: Language;
};

/** The number that a phone got. What was chosen travels along, so that a new number can be sent for the same. */
export function CodePage({ form, faults, eventId, isResent, language }: Props) {
  const destination = destinationOf(form);
  return (
    <Said title={subscriptionWord("code_title", language)}>
      <Sentence text={subscriptionWord("code_lead", language, { destination })} part={destination} />
      <p className="hint">{subscriptionWord(eventId ? "code_known_event" : "code_known", language)}</p>
      {isResent && faults.length === 0 && (
        <p className="notice good" role="status">
          {subscriptionWord("code_resent", language)}
        </p>
      )}
      <form method="post" action={`${subscribePath(language, eventId)}#said`} noValidate>
        <Carried form={form} />
        <CodeField faults={faults} language={language} />
      </form>
      <p>
        <a href={subscribePath(language, eventId)}>{subscriptionWord("other_number", language)}</a>
      </p>
      <script src="/subscribe-own.js" defer />
    </Said>
  );
}

/** After the right code. */
export function SubscribedPage({
  destination,
  managePath,
  language,
}: {
  destination: string;
  managePath: string;
  language: Language;
}) {
  return (
    <Said title={subscriptionWord("subscribed_title", language)}>
      <Sentence text={subscriptionWord("subscribed", language, { destination })} part={destination} />
      <p className="steps">
        <a className="button" href={managePath}>
          {subscriptionWord("ask_title", language)}
        </a>
        <a href={statusPath(language)}>{subscriptionWord("back", language)}</a>
      </p>
    </Said>
  );
}
