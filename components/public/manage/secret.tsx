import type { Language } from "#lib/domain/language.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";

/** Something that is shown once, to be selected with one tap, or copied by the script. */
export function Copyable({ id, label, value, language }: Labelled & { id: string; language: Language }) {
  return (
    <div className="copyable">
      <label htmlFor={id}>{label}</label>
      <div>
        <input id={id} type="text" readOnly value={value} spellCheck={false} data-select="" />
        <button
          type="button"
          className="plain"
          data-copy={id}
          data-copied={subscriptionWord("copied", language)}
          hidden
        >
          {subscriptionWord("copy", language)}
        </button>
      </div>
    </div>
  );
}

type Labelled = { label: string; value: string };

/** The signing secret, once, and how to check signatures with it. */
export function Secret({ secret, language }: { secret: string; language: Language }) {
  return (
    <>
      <Copyable
        id="secret"
        label={subscriptionWord("secret_title", language)}
        value={secret}
        language={language}
      />
      <p className="hint">{subscriptionWord("secret_once", language)}</p>
      <HowToVerify language={language} isOpen />
    </>
  );
}

const EXAMPLE = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook("whsec_…");
// body: the text exactly as it was received, before it is parsed
const event = webhook.verify(body, request.headers);`;

export function HowToVerify({ language, isOpen = false }: { language: Language; isOpen?: boolean }) {
  return (
    <details className="verify" open={isOpen}>
      <summary>{subscriptionWord("verify_title", language)}</summary>
      <p>{subscriptionWord("verify_text", language)}</p>
      <p className="hint">{subscriptionWord("verify_library", language)}</p>
      <pre>
        <code>{EXAMPLE}</code>
      </pre>
    </details>
  );
}
