"use client";
import { CHANNELS, type Channel, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import { TEAMS_MODES, type TeamsMode } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Segments } from "../pick/segments.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

/** Where somebody is told, as the form holds it. */
export type Destination = {
  channel: Channel;
  text: string;
  teamsMode: TeamsMode;
  contactEmail: string;
  skipsProof: boolean;
};

/** Where the manage API takes the destination of a channel. */
export const DESTINATION_FIELD = {
  email: "email",
  sms: "phone_number",
  slack: "endpoint",
  teams: "endpoint",
  webhook: "endpoint",
} as const satisfies Record<Channel, string>;

/** The same for the manage API. */
export function wireDestination({ channel, text, teamsMode, contactEmail, skipsProof }: Destination) {
  return {
    channel,
    [DESTINATION_FIELD[channel]]: text.trim(),
    ...(channel === "teams" && { teams_mode: teamsMode }),
    ...(channel === "webhook" && contactEmail.trim() && { contact_email: contactEmail.trim() }),
    ...(skipsProof && { skip_confirmation_notification: true }),
  };
}

type Props = {
  to: Destination;
  onChange: (part: Partial<Destination>) => void;
  setups: ChannelSetups;
  fault: string | undefined;
  faultAt: (path: string) => string | undefined;
};

/** The channel, where to, and whether it proves itself first. */
export function DestinationFields({ to, onChange, setups, fault, faultAt }: Props) {
  const { language } = useAdmin();
  const { channel } = to;
  const { isConfigured, missing } = setups[channel];
  return (
    <>
      <Segments
        label={subscriberWord("channel", language)}
        value={channel}
        onChange={(next) => onChange({ channel: next })}
        options={CHANNELS.map((one) => ({ value: one, label: subscriberWord(one, language) }))}
      />
      {!isConfigured && (
        <Notice tone="warn" title={subscriberWord("not_configured", language)}>
          {missing.join(", ")}
        </Notice>
      )}
      <TextField
        type={channel === "email" ? "email" : channel === "sms" ? "tel" : "url"}
        label={subscriberWord(`destination_${channel}`, language)}
        hint={channel === "sms" ? subscriberWord("destination_sms_hint", language) : undefined}
        autoComplete="off"
        value={to.text}
        onChange={({ target }) => onChange({ text: target.value })}
        fault={fault}
      />
      <Extras to={to} onChange={onChange} faultAt={faultAt} />
      <Segments
        label={subscriberWord("proof", language)}
        hint={subscriberWord(to.skipsProof ? "proof_skip_hint" : "proof_ask_hint", language)}
        value={to.skipsProof ? "skip" : "ask"}
        onChange={(value) => onChange({ skipsProof: value === "skip" })}
        options={[
          { value: "ask", label: subscriberWord("proof_ask", language) },
          { value: "skip", label: subscriberWord("proof_skip", language) },
        ]}
      />
    </>
  );
}

/** What a channel needs besides its address. */
function Extras({ to, onChange, faultAt }: Pick<Props, "to" | "onChange" | "faultAt">) {
  const { language } = useAdmin();
  const { channel } = to;
  return (
    <>
      {channel === "teams" && (
        <SelectField
          className="max-w-md"
          label={subscriberWord("teams_mode", language)}
          value={to.teamsMode}
          onChange={({ target }) => onChange({ teamsMode: target.value as TeamsMode })}
        >
          {TEAMS_MODES.map((mode) => (
            <option key={mode} value={mode}>
              {subscriberWord(`teams_mode_${mode}`, language)}
            </option>
          ))}
        </SelectField>
      )}
      {channel === "webhook" && (
        <TextField
          type="email"
          isOptional
          label={subscriberWord("contact_email", language)}
          hint={subscriberWord("contact_email_hint", language)}
          value={to.contactEmail}
          onChange={({ target }) => onChange({ contactEmail: target.value })}
          fault={faultAt("contact_email")}
        />
      )}
    </>
  );
}
