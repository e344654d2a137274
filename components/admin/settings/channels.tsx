"use client";
import type { Sending } from "#lib/domain/delivery/desk/standing.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { Channels } from "../deliveries/channels.tsx";
import { Standstill } from "../deliveries/standstill.tsx";
import { useNow } from "../time/now.ts";
import { Section } from "../ui/page-head.tsx";
import { TestSend } from "./test-send.tsx";

/** The ways out: how each stands, what is to be set for it, and one message to try it. */
export function ChannelSettings({ sending, nowAt }: { sending: Sending; nowAt: number }) {
  const { language } = useAdmin();
  const now = useNow(nowAt);
  return (
    <>
      <Standstill sending={sending} />
      <Section title={deliveryWord("setup_title", language)} lead={deliveryWord("setup_lead", language)}>
        <Channels channels={sending.channels} now={now} />
      </Section>
      <TestSend sending={sending} />
    </>
  );
}
