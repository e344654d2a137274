import type { Language } from "#lib/domain/language.ts";
import { inLanguage, managePath, statusPath, subscribePath } from "#lib/domain/paths.ts";
import type { Screen } from "#lib/domain/subscribers/screen.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Said, Sentence } from "../subscribe/said.tsx";
import { destinationName } from "./destination-name.ts";
import { Copyable, Secret } from "./secret.tsx";

type Of<K extends Screen["kind"]> = Extract<Screen, { kind: K }>;
type Props<K extends Screen["kind"]> = { screen: Of<K>; language: Language };

/** Opening the link changes nothing, whoever opens it: the button does. */
export function ConfirmPage({ screen, language }: Props<"confirm">) {
  const destination = destinationName(screen);
  if (screen.isConfirmed)
    return (
      <Said title={subscriptionWord("subscribed_title", language)}>
        <Sentence
          text={subscriptionWord("confirmed_already", language, { destination })}
          part={destination}
        />
        <p className="steps">
          <a className="button" href={statusPath(language)}>
            {subscriptionWord("back", language)}
          </a>
          <a href={managePath(language)}>{subscriptionWord("ask_title", language)}</a>
        </p>
      </Said>
    );
  return (
    <Said title={subscriptionWord("confirm_title", language)}>
      <Sentence text={subscriptionWord("confirm_lead", language, { destination })} part={destination} />
      {screen.isAdded && (
        <p>
          {subscriptionWord("confirm_added", language)}{" "}
          <a href={subscribePath(language)}>{subscriptionWord("confirm_own", language)}</a>
        </p>
      )}
      <form method="post" action={`${inLanguage(`/ko/confirm/${screen.token}`, language)}#said`}>
        <button type="submit" className="button">
          {subscriptionWord("confirm", language)}
        </button>
      </form>
    </Said>
  );
}

/** Who has no mail address gets the link to their settings here, and never again. */
export function ConfirmedPage({ screen, language, publicUrl }: Props<"confirmed"> & { publicUrl: string }) {
  const { channel, secret, manageToken } = screen;
  const destination = destinationName(screen);
  const isMail = channel === "email";
  const manage = managePath(language, manageToken);
  return (
    <Said title={subscriptionWord("subscribed_title", language)}>
      <Sentence text={subscriptionWord("subscribed", language, { destination })} part={destination} />
      {secret && <Secret secret={secret} language={language} />}
      {!isMail && (
        <Copyable
          id="manage-link"
          label={subscriptionWord("manage_link", language)}
          value={`${publicUrl}/manage/${manageToken}`}
          language={language}
        />
      )}
      <p className="hint">{subscriptionWord(isMail ? "manage_link_mail" : "manage_link_once", language)}</p>
      <p className="steps">
        <a className="button" href={manage}>
          {subscriptionWord("ask_title", language)}
        </a>
        <a href={statusPath(language)}>{subscriptionWord("back", language)}</a>
      </p>
      <script src="/subscribe-own.js" defer />
    </Said>
  );
}
