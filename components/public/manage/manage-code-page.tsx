import type { Fault } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { managePath } from "#lib/domain/paths.ts";
import type { SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { destinationOf } from "#lib/domain/subscribers/subscription-form.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import { Carried } from "../subscribe/carried.tsx";
import { CodeField } from "../subscribe/code-field.tsx";
import { Said, Sentence } from "../subscribe/said.tsx";
import { Secret } from "./secret.tsx";

type Props = { token: string | null; form: SubscriptionForm; faults: readonly Fault[]; language: Language };

/** The number that a phone got: one that is to be added to a page, or whose page is to be opened (no token yet). */
export function ManageCodePage({ token, form, faults, language }: Props) {
  const destination = destinationOf(form);
  return (
    <Said title={subscriptionWord("code_title", language)}>
      <Sentence text={subscriptionWord("code_lead", language, { destination })} part={destination} />
      <p className="hint">{subscriptionWord("code_known", language)}</p>
      <form method="post" action={`${managePath(language, token ?? undefined)}#said`} noValidate>
        <Carried form={form} />
        <CodeField faults={faults} language={language} />
      </form>
      {token && <Back token={token} language={language} />}
    </Said>
  );
}

/** After a rotation. */
export function NewSecretPage({
  token,
  secret,
  endpoint,
  language,
}: {
  token: string;
  secret: string;
  endpoint: string;
  language: Language;
}) {
  return (
    <Said title={manageWord("new_secret_title", language)}>
      <p className="destination-shown">{endpoint}</p>
      <Secret secret={secret} language={language} />
      <p className="hint">{subscriptionWord("secret_old", language)}</p>
      <Back token={token} language={language} />
      <script src="/subscribe-own.js" defer />
    </Said>
  );
}

const Back = ({ token, language }: { token: string; language: Language }) => (
  <p>
    <a href={managePath(language, token)}>{manageWord("back_to_manage", language)}</a>
  </p>
);
