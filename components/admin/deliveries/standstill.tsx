"use client";
import type { Sending } from "#lib/domain/delivery/desk/standing.ts";
import { durationText } from "#lib/domain/moments.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { Notice } from "../ui/notice.tsx";

/** Something is due and does not go out: told above everything, because nobody hears of anything meanwhile. */
export function Standstill({ sending: { standstillMs } }: { sending: Pick<Sending, "standstillMs"> }) {
  const { language } = useAdmin();
  if (standstillMs === null) return null;
  const duration = durationText(standstillMs / 1_000, language, { withDays: true });
  return (
    <Notice tone="danger" title={deliveryWord("queue_still", language)}>
      {deliveryWord("queue_still_why", language, { duration })}
    </Notice>
  );
}
