"use client";
import { useRef, useState } from "react";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { Language } from "#lib/domain/language.ts";
import { blastWord } from "#lib/domain/words/blast.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Segments } from "../pick/segments.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { BlastDraft } from "./draft.ts";
import { MessageShown } from "./message-shown.tsx";
import type { ShownMessage } from "./shown-message.ts";
import { SmsCost } from "./sms-cost.tsx";
import type { Audience } from "./use-audience.ts";

type Props = { draft: () => BlastDraft; audience: Audience };
type Made = { of: string; messages: ShownMessage[] };

/** The messages themselves, as they would be sent now: made when somebody looks, and again when asked. */
export function Messages({ draft, audience }: Props) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const [made, setMade] = useState<Made | null>(null);
  const isOpen = useRef(false);
  const make = async () => {
    const asked = draft();
    const answer = await send<ShownMessage[]>("POST", "fan-outs/messages", { message: asked });
    if (answer.ok) setMade({ of: JSON.stringify(asked), messages: answer.body });
  };
  const isStale = made !== null && made.of !== JSON.stringify(draft());
  return (
    <details
      onToggle={(event) => {
        isOpen.current = event.currentTarget.open;
        if (isOpen.current && (!made || isStale) && !isBusy) void make();
      }}
    >
      <summary className="min-h-8 text-sm text-link">{blastWord("messages", language)}</summary>
      <div className="mt-2 grid gap-3">
        <Refusal refusal={refusal} />
        {isBusy && !made && (
          <p role="status" className="text-sm text-muted">
            {blastWord("messages_loading", language)}
          </p>
        )}
        {isStale && (
          <p className="flex flex-wrap items-center gap-3 text-sm text-warn">
            {blastWord("messages_stale", language)}
            <Button isBusy={isBusy} onClick={() => void make()}>
              {blastWord("messages_again", language)}
            </Button>
          </p>
        )}
        {made && <Forms messages={made.messages} audience={audience} />}
      </div>
    </details>
  );
}

function Forms({ messages, audience }: { messages: ShownMessage[]; audience: Audience }) {
  const { language, pageLanguages } = useAdmin();
  const told = CHANNELS.filter((channel) => messages.some((one) => one.channel === channel));
  // Who is told that way comes first; the others are there to be looked at.
  const channels = told.sort((a, b) => Number(audience.channels[b] > 0) - Number(audience.channels[a] > 0));
  const [channel, setChannel] = useState<Channel>(channels[0] ?? "email");
  const [spoken, setSpoken] = useState<Language>(pageLanguages[0] ?? "ko");
  const shown = messages.find((one) => one.channel === channel && one.language === spoken);
  return (
    <>
      <Segments
        label={blastWord("form", language)}
        value={channel}
        onChange={setChannel}
        options={channels.map((one) => ({ value: one, label: subscriberWord(one, language) }))}
      />
      {pageLanguages.length > 1 && (
        <Segments
          label={blastWord("language", language)}
          value={spoken}
          onChange={setSpoken}
          options={pageLanguages.map((one) => ({ value: one, label: blastWord(one, language) }))}
        />
      )}
      {shown && <MessageShown key={`${channel} ${spoken}`} message={shown} />}
      {channel === "sms" && <SmsCost messages={messages} recipients={audience.sms} />}
    </>
  );
}
