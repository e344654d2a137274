import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import type { DestinationProps } from "./destination.tsx";
import { Field } from "./field.tsx";

/** A number of one of the countries that are written to; the country is only asked for where there are several. */
export function Phone({ form, offers, place, language, isKnown }: DestinationProps) {
  const [only, ...others] = offers.smsCountries;
  const names = new Intl.DisplayNames(language, { type: "region" });
  return (
    <>
      {others.length === 0 ? (
        <input type="hidden" name="phone_country" value={only} />
      ) : (
        <Field place={place} name="phone_country" label={subscribeWord("phone_country", language)}>
          {(control) => (
            <select {...control} autoComplete="country" defaultValue={form.phone_country || only}>
              {offers.smsCountries.map((country) => (
                <option key={country} value={country}>
                  {names.of(country)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field
        place={place}
        name="phone_number"
        label={subscribeWord("phone_number", language)}
        hint={isKnown ? undefined : subscribeWord("phone_hint", language)}
      >
        {(control) => (
          <input
            {...control}
            type="tel"
            autoComplete="tel-national"
            maxLength={40}
            defaultValue={form.phone_number}
            data-check="phone"
            data-wrong={subscribeWord("phone_wrong", language)}
          />
        )}
      </Field>
    </>
  );
}
