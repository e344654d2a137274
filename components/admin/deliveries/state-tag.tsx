"use client";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import { momentText } from "#lib/domain/moments.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { Tag } from "../ui/notice.tsx";
import type { ShownDelivery } from "./shown.ts";

const TONES: Partial<Record<DeliveryState, "good" | "warn" | "danger" | "info">> = {
  pending: "info",
  gathered: "info",
  sent: "good",
  failed: "danger",
  expired: "warn",
};

/** How a delivery stands, and beneath it why, or when it goes on. */
export function DeliveryStanding({ delivery }: { delivery: ShownDelivery }) {
  const { language } = useAdmin();
  const { state } = delivery;
  const tone = TONES[state];
  const why = useWhy(delivery);
  return (
    <>
      <Tag {...(tone && { tone })}>{deliveryWord(state, language)}</Tag>
      {why && <span className="block text-sm text-muted">{why}</span>}
    </>
  );
}

function useWhy({ state, reason, attempts, due_at, is_held_quiet }: ShownDelivery): string | null {
  const { language, timeZone } = useAdmin();
  const time = momentText(Date.parse(due_at), "moment", timeZone, language);
  if (state === "pending" && is_held_quiet) return deliveryWord("quiet_until", language, { time });
  if (state === "pending") return attempts > 0 ? deliveryWord("retry_at", language, { time }) : null;
  if (!reason) return null;
  return (
    wordOf(deliveryWord, `reason_${reason}`, language) ?? deliveryWord("reason_other", language, { reason })
  );
}
