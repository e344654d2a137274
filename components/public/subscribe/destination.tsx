import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Language } from "#lib/domain/language.ts";
import type { CardForm, Offers, SubscriptionForm } from "#lib/domain/subscribers/screen.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { Field, type FormPlace } from "./field.tsx";
import { Phone } from "./phone.tsx";

export type DestinationProps = {
  form: SubscriptionForm;
  offers: Offers;
  place: FormPlace;
  language: Language;
  /** They are subscribed there already: what happens after a sign-up is not told. */
  isKnown?: boolean;
};

/** Where somebody wants to be told: a channel, and its fields. Which fields show is the style sheet's, not a script's. */
export function Destination(props: DestinationProps) {
  const { form, offers, language } = props;
  const chosen = offers.channels.includes(form.channel) ? form.channel : offers.channels[0];
  return (
    <fieldset className="destination">
      <legend>{subscribeWord("where", language)}</legend>
      <div className="tabs">
        {offers.channels.map((channel) => (
          <label key={channel}>
            <input type="radio" name="channel" value={channel} defaultChecked={channel === chosen} />
            <span>{subscribeWord(`channel_${channel}`, language)}</span>
          </label>
        ))}
      </div>
      {offers.channels.map((channel) => (
        <div key={channel} className={`panel for-${channel}`}>
          <Panel {...props} channel={channel} />
        </div>
      ))}
    </fieldset>
  );
}

function Panel({ channel, ...props }: DestinationProps & { channel: Channel }) {
  if (channel === "email") return <Email {...props} />;
  if (channel === "sms") return <Phone {...props} />;
  return <Endpoint {...props} channel={channel} />;
}

function Email({ form, place, language, isKnown }: DestinationProps) {
  return (
    <Field
      place={place}
      name="email"
      label={subscribeWord("email", language)}
      hint={isKnown ? undefined : subscribeWord("email_hint", language)}
    >
      {(control) => (
        <input
          {...control}
          type="email"
          autoComplete="email"
          maxLength={254}
          defaultValue={form.email}
          data-check="email"
          data-wrong={subscribeWord("email_wrong", language)}
        />
      )}
    </Field>
  );
}

const PLACEHOLDERS = {
  slack: "https://hooks.slack.com/services/…",
  teams: "https://….logic.azure.com/workflows/…",
  webhook: "https://example.com/hooks/status",
};

function Endpoint({
  form,
  place,
  language,
  channel,
}: DestinationProps & { channel: Exclude<Channel, "email" | "sms"> }) {
  return (
    <>
      <Field
        place={place}
        name={`${channel}_endpoint`}
        label={subscribeWord(`${channel}_endpoint`, language)}
        hint={subscribeWord(`${channel}_hint`, language)}
      >
        {(control) => (
          <input
            {...control}
            type="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={2000}
            placeholder={PLACEHOLDERS[channel]}
            defaultValue={form[`${channel}_endpoint`]}
            data-check="url"
            data-wrong={subscribeWord("url_wrong", language)}
          />
        )}
      </Field>
      {channel === "teams" && <TeamsMode form={form} place={place} language={language} />}
      {channel === "webhook" && <ContactEmail form={form} place={place} language={language} />}
    </>
  );
}

type DetailProps = Pick<DestinationProps, "place" | "language"> & { form: CardForm };

/** Who is told when a webhook fails. */
export function ContactEmail({ form, place, language }: DetailProps) {
  return (
    <Field place={place} name="contact_email" label={subscribeWord("contact_email", language)}>
      {(control) => (
        <input
          {...control}
          type="email"
          autoComplete="email"
          maxLength={254}
          defaultValue={form.contact_email}
          data-check="email"
          data-wrong={subscribeWord("email_wrong", language)}
        />
      )}
    </Field>
  );
}

/** Which body a workflow of Teams takes. */
export function TeamsMode({ form, place, language }: DetailProps) {
  return (
    <Field
      place={place}
      name="teams_mode"
      label={subscribeWord("teams_mode", language)}
      hint={subscribeWord("teams_mode_hint", language)}
    >
      {(control) => (
        <select {...control} defaultValue={form.teams_mode}>
          <option value="message">{subscribeWord("teams_message", language)}</option>
          <option value="card">{subscribeWord("teams_card", language)}</option>
        </select>
      )}
    </Field>
  );
}
