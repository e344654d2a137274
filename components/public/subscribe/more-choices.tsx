import { SUBSCRIPTION_KINDS } from "#lib/domain/delivery/plan.ts";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import { FLOORS } from "#lib/domain/subscribers/choices.ts";
import { OFFERED_KINDS } from "#lib/domain/subscribers/subscription-form.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import type { ChoicesProps } from "./chosen-components.tsx";
import { FaultLine, Field, faultAt, TickBox } from "./field.tsx";
import { Times } from "./times.tsx";

/** Faults in here open it: what is wrong must be seen. */
const INSIDE = ["kinds", "min_impact", "quiet_from", "quiet_until", "digest_at", "language", "time_zone"];
const NAMES: Record<Language, string> = { ko: "한국어", en: "English" };

/** What most people leave as it is. */
export function MoreChoices(props: ChoicesProps) {
  const { place, reader } = props;
  const isOpen = place.faults.some(({ path }) => INSIDE.includes(path));
  return (
    <details className="more-choices" open={isOpen}>
      <summary>
        {subscribeWord("more", reader.language)}
        <small>{subscribeWord("more_hint", reader.language)}</small>
      </summary>
      <ChoiceFields {...props} />
    </details>
  );
}

/** The same without the fold. */
export function ChoiceFields(props: ChoicesProps) {
  const { form, place, reader } = props;
  const { language } = reader;
  return (
    <>
      <Kinds {...props} />
      <Field
        place={place}
        name="min_impact"
        label={subscribeWord("min_impact", language)}
        hint={subscribeWord("impact_hint", language)}
      >
        {(control) => (
          <select {...control} defaultValue={form.min_impact}>
            {FLOORS.map((floor) => (
              <option key={floor} value={floor}>
                {subscribeWord(`impact_${floor}`, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Times {...props} />
      <Field place={place} name="language" label={subscribeWord("language", language)}>
        {(control) => (
          <select {...control} defaultValue={form.language}>
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {NAMES[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function Kinds({ form, place, reader }: ChoicesProps) {
  const { language } = reader;
  const fault = faultAt(place, "kinds");
  const id = `${place.prefix}kinds`;
  // What somebody asked for by the API stays to be seen and taken away.
  const shown = SUBSCRIPTION_KINDS.filter(
    (kind) => OFFERED_KINDS.some((one) => one === kind) || form.kinds.includes(kind),
  );
  return (
    <fieldset className="kinds" id={id} tabIndex={-1} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{subscribeWord("kinds", language)}</legend>
      <div className="ticks">
        {shown.map((kind) => (
          <TickBox key={kind} name="kinds" value={kind} isTicked={form.kinds.includes(kind)}>
            {subscribeWord(`kind_${kind}`, language)}
          </TickBox>
        ))}
      </div>
      {fault && <FaultLine id={`${id}-fault`} message={fault} />}
    </fieldset>
  );
}
