import type { Fault } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { FaultLine, Field } from "./field.tsx";

/** Six digits, and the way to new ones; what is pressed with Enter is the first. */
export function CodeField({ faults, language }: { faults: readonly Fault[]; language: Language }) {
  const general = faults.find(({ path }) => path !== "code");
  return (
    <>
      {general && <FaultLine id="code-general" message={general.message} />}
      <Field place={{ prefix: "", faults }} name="code" label={subscriptionWord("code", language)}>
        {(control) => (
          <input
            {...control}
            className="code-input"
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
          />
        )}
      </Field>
      <p className="steps">
        <button type="submit" className="button" name="act" value="code">
          {subscriptionWord("code_verify", language)}
        </button>
        <button type="submit" className="plain" name="act" value="resend">
          {subscriptionWord("code_resend", language)}
        </button>
        <span className="hint">{subscriptionWord("code_resend_hint", language)}</span>
      </p>
    </>
  );
}
