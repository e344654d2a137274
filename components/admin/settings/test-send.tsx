"use client";
import { type FormEvent, useState } from "react";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { Sending } from "#lib/domain/delivery/desk/standing.ts";
import type { Language } from "#lib/domain/language.ts";
import { TEAMS_MODES, type TeamsMode } from "#lib/domain/subscribers/subscriber.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Segments } from "../pick/segments.tsx";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { TestResult } from "./test-result.tsx";
import { useTestSend } from "./use-test-send.ts";

/** One message to one place, followed until it has ended. */
export function TestSend({ sending }: { sending: Pick<Sending, "channels"> }) {
  const { language, pageLanguages } = useAdmin();
  const usable = CHANNELS.filter((one) => sending.channels[one].isConfigured);
  const [channel, setChannel] = useState<Channel>(usable[0] ?? "email");
  const [destination, setDestination] = useState("");
  const [mode, setMode] = useState<TeamsMode>("message");
  const [spoken, setSpoken] = useState<Language>(pageLanguages[0] ?? "ko");
  const [isEmpty, setEmpty] = useState(false);
  const { test, refusal, isBusy, faultAt, run } = useTestSend();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(!destination.trim());
    if (!destination.trim()) return;
    const asked = { channel, destination: destination.trim(), language: spoken };
    void run({ ...asked, ...(channel === "teams" && { teams_mode: mode }) });
  };
  if (usable.length === 0) return null;
  return (
    <Section title={deliveryWord("test_title", language)} lead={deliveryWord("test_lead", language)}>
      <Box>
        <form noValidate onSubmit={submit} className="grid max-w-2xl gap-4">
          <Refusal refusal={refusal} />
          <Segments
            label={deliveryWord("column_channel", language)}
            value={channel}
            onChange={setChannel}
            options={usable.map((one) => ({ value: one, label: subscriberWord(one, language) }))}
          />
          <TextField
            label={subscriberWord(`destination_${channel}`, language)}
            hint={channel === "sms" ? subscriberWord("destination_sms_hint", language) : undefined}
            autoComplete="off"
            value={destination}
            onChange={({ target }) => {
              setEmpty(false);
              setDestination(target.value);
            }}
            fault={isEmpty ? deliveryWord("fault_destination", language) : faultAt("test_send.destination")}
          />
          <Form {...{ channel, mode, setMode, spoken, setSpoken }} />
          <div className="flex flex-wrap items-center gap-4">
            <Button type="submit" isBusy={isBusy}>
              {deliveryWord("test_run", language)}
            </Button>
            <div role="status" className="min-w-0 flex-1">
              {test && <TestResult test={test} channel={channel} />}
            </div>
          </div>
        </form>
      </Box>
    </Section>
  );
}

/** Which of the channel's bodies, and in which language. */
function Form({
  channel,
  mode,
  setMode,
  spoken,
  setSpoken,
}: {
  channel: Channel;
  mode: TeamsMode;
  setMode: (mode: TeamsMode) => void;
  spoken: Language;
  setSpoken: (language: Language) => void;
}) {
  const { language, pageLanguages } = useAdmin();
  return (
    <>
      {channel === "teams" && (
        <SelectField
          label={subscriberWord("teams_mode", language)}
          value={mode}
          onChange={({ target }) => setMode(target.value as TeamsMode)}
        >
          {TEAMS_MODES.map((one) => (
            <option key={one} value={one}>
              {subscriberWord(`teams_mode_${one}`, language)}
            </option>
          ))}
        </SelectField>
      )}
      {pageLanguages.length > 1 && (
        <Segments
          label={subscriberWord("language", language)}
          value={spoken}
          onChange={setSpoken}
          options={pageLanguages.map((one) => ({
            value: one,
            label: subscriberWord(`language_${one}`, language),
          }))}
        />
      )}
    </>
  );
}
