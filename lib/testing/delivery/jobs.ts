import { prisma } from "#lib/data/db.ts";
import type { DeliveryJob, Recipient } from "#lib/domain/delivery/delivery.ts";

const HOUR_MS = 3_600_000;
export const JOBS_AT = Date.UTC(2026, 10, 23, 6);

export const recipientOf = (given: Partial<Recipient> = {}): Recipient => ({
  kind: "subscriber",
  id: "abcdef123456",
  destination: "reader@example.com",
  language: "ko",
  timeZone: "Asia/Seoul",
  holderId: "abcdef123456",
  tokenEpoch: 1,
  config: {},
  secrets: [],
  failures: 0,
  isSlow: false,
  failingSince: null,
  contactEmail: null,
  ...given,
});

/** A claimed delivery, as the engine hands it to the composer. */
export const jobOf = (given: Partial<DeliveryJob> = {}): DeliveryJob => ({
  id: "1",
  pageId: "page00000000",
  kind: "event",
  channel: "email",
  eventId: null,
  incidentId: null,
  attempts: 0,
  createdAt: JOBS_AT,
  expiresAt: JOBS_AT + 24 * HOUR_MS,
  isHeldQuiet: false,
  details: null,
  sealed: null,
  recipient: recipientOf(),
  ...given,
});

/** The newest event of the page as a fan-out whose recipients are nobody's business; returns the event's id. */
export async function fanOutOfNewest(pageId: string): Promise<{ eventId: string; incidentId: string }> {
  const event = await prisma().outboxEvent.findFirstOrThrow({ where: { pageId }, orderBy: { id: "desc" } });
  const { incident_id: incidentId, update_id: updateId } = event.payload as Record<string, string | null>;
  const data = { pageId, kind: event.kind, incidentId: incidentId!, updateId: updateId ?? null, plan: {} };
  await prisma().fanOut.create({ data: { ...data, eventId: event.id, eventAt: event.createdAt } });
  return { eventId: String(event.id), incidentId: incidentId! };
}
