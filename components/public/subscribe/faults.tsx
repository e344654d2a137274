import type { Language } from "#lib/domain/language.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import type { FormPlace } from "./field.tsx";

/** Fields by the word that labels them; the fault of any other field stands without a name. */
const LABELS = {
  email: "email",
  phone_number: "phone_number",
  phone_country: "phone_country",
  slack_endpoint: "slack_endpoint",
  teams_endpoint: "teams_endpoint",
  teams_mode: "teams_mode",
  webhook_endpoint: "webhook_endpoint",
  contact_email: "contact_email",
  component_ids: "components",
  kinds: "kinds",
  min_impact: "min_impact",
  quiet_from: "quiet",
  quiet_until: "quiet",
  digest_at: "digest",
  language: "language",
  time_zone: "time_zone",
  consent: "privacy",
} as const;

const labelOf = (path: string, language: Language): string | null =>
  Object.hasOwn(LABELS, path) ? subscribeWord(LABELS[path as keyof typeof LABELS], language) : null;

/** All that is wrong, above the form, each leading to its field. `said` is where the answer to a form begins. */
export function Faults({ place, language }: { place: FormPlace; language: Language }) {
  const { faults, prefix } = place;
  if (faults.length === 0) return null;
  const fields = faults.filter(({ path }) => labelOf(path, language) !== null);
  const title =
    fields.length > 0
      ? subscribeWord("faults", language, { count: fields.length })
      : subscribeWord("not_accepted", language);
  return (
    <div className="faults" id="said" role="alert" tabIndex={-1}>
      <p>
        <strong>{title}</strong>
      </p>
      <ul>
        {faults.map(({ path, message }) => {
          const label = labelOf(path, language);
          return (
            <li key={path}>{label ? <a href={`#${prefix}${path}`}>{`${label}: ${message}`}</a> : message}</li>
          );
        })}
      </ul>
    </div>
  );
}
