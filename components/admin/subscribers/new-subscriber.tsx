"use client";
import { type FormEvent, useState } from "react";
import { CHANNELS, type Channel, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import { TEAMS_MODES, type TeamsMode } from "#lib/domain/subscribers/subscriber.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useOnce } from "../client/use-once.ts";
import { Segments } from "../pick/segments.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ChoiceFields } from "./choice-fields.tsx";
import { type ChoiceValues, newChoices, wireChoices } from "./choice-values.ts";
import type { GroupChoice } from "./limit-set.tsx";

const LIST = "/admin/subscribers";

type Props = {
  setups: ChannelSetups;
  components: readonly ComponentChoice[];
  groups: readonly GroupChoice[];
};
type Destination = {
  channel: Channel;
  text: string;
  teamsMode: TeamsMode;
  contactEmail: string;
  skipsProof: boolean;
};

/** Where the API takes a destination, by channel. */
const FIELDS: Record<Channel, string> = {
  email: "email",
  sms: "phone_number",
  slack: "endpoint",
  teams: "endpoint",
  webhook: "endpoint",
};

function wireDestination({ channel, text, teamsMode, contactEmail, skipsProof }: Destination) {
  return {
    channel,
    [FIELDS[channel]]: text.trim(),
    ...(channel === "teams" && { teams_mode: teamsMode }),
    ...(channel === "webhook" && contactEmail.trim() && { contact_email: contactEmail.trim() }),
    ...(skipsProof && { skip_confirmation_notification: true }),
  };
}

/** Adds one subscriber: where to, how it is proved, and what it hears of. */
export function NewSubscriber({ setups, components, groups }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const { sendOnce, isBusy, refusal, faultAt } = useOnce();
  const [isEmpty, setEmpty] = useState(false);
  const [to, setTo] = useState<Destination>({
    ...{ channel: "email", text: "", teamsMode: "message", contactEmail: "", skipsProof: false },
  });
  const [choices, setChoices] = useState<ChoiceValues>(newChoices(pageLanguages, timeZone));
  const fault = (field: string) => faultAt(`subscriber.${field}`);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(!to.text.trim());
    if (!to.text.trim()) return;
    const subscriber = { ...wireDestination(to), ...wireChoices(choices) };
    const answer = await sendOnce<{ id: string }>("POST", "subscribers", subscriber, () => ({ subscriber }));
    if (answer?.ok)
      goWith(subscriberWord(to.skipsProof ? "added" : "added_asked", language), `${LIST}/${answer.body.id}`);
  };
  return (
    <form noValidate onSubmit={submit} className="max-w-3xl">
      <PageHead
        title={subscriberWord("add", language)}
        lead={subscriberWord("new_lead", language)}
        back={{ href: LIST, label: shellWord("subscribers", language) }}
      />
      <Refusal refusal={refusal} />
      <div className="grid gap-6">
        <DestinationFields
          to={to}
          onChange={(part) => {
            setEmpty(false);
            setTo((present) => ({ ...present, ...part }));
          }}
          setups={setups}
          fault={isEmpty ? subscriberWord("fault_destination", language) : fault(FIELDS[to.channel])}
          faultAt={fault}
        />
        <ChoiceFields
          values={choices}
          onChange={(part) => setChoices((present) => ({ ...present, ...part }))}
          components={components}
          groups={groups}
          faultAt={fault}
        />
        <div className="flex justify-end">
          <Button type="submit" look="primary" isBusy={isBusy}>
            {subscriberWord("add", language)}
          </Button>
        </div>
      </div>
    </form>
  );
}

function DestinationFields({
  to,
  onChange,
  setups,
  fault,
  faultAt,
}: {
  to: Destination;
  onChange: (part: Partial<Destination>) => void;
  setups: ChannelSetups;
  fault: string | undefined;
  faultAt: (path: string) => string | undefined;
}) {
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
