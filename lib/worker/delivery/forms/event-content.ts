import { incidentWebhook } from "#lib/api/webhook/body.ts";
import type { Language } from "#lib/domain/language.ts";
import { eventLetter } from "#lib/messages/letter/event.ts";
import { eventSms } from "#lib/messages/sms/sms.ts";
import { type EventRef, tellEvent } from "#lib/messages/told/tell.ts";
import type { EventContent } from "#lib/usecases/deliveries/content.ts";
import type { Content } from "./content.ts";

type Reader = { language: Language; publicUrl: string; now: number };

/** What an event says in one language; null when nobody may hear of it any more. */
export function contentOfEvent(
  { snapshot }: EventContent,
  ref: EventRef,
  { language, publicUrl, now }: Reader,
): Content | null {
  const told = tellEvent(snapshot, ref, { language, publicUrl });
  return (
    told && {
      letter: (links) => eventLetter(told, links),
      sms: () => eventSms(told).body,
      webhook: (unsubscribe) => incidentWebhook(snapshot, ref, { publicUrl, unsubscribe, generatedAt: now }),
    }
  );
}
