import { z } from "zod";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { DELIVERY_KINDS, DELIVERY_STATES } from "#lib/domain/delivery/delivery.ts";
import type { LoggedDelivery } from "#lib/domain/delivery/desk/log.ts";
import { id } from "#lib/domain/id.ts";
import { INCIDENT_KINDS } from "#lib/domain/incidents/incident.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

const text = z.string().nullable();

export const deliveryBody = z
  .object({
    id: z.string().meta({ description: "Grows; a cursor for `after`" }),
    event_id: text,
    event_kind: text,
    incident: z.object({ id, name: z.string(), kind: z.enum(INCIDENT_KINDS) }).nullable(),
    kind: z
      .enum(DELIVERY_KINDS)
      .meta({ description: "`event` tells an event; the others are notices to one" }),
    channel: z.enum(CHANNELS),
    recipient: z.object({
      kind: z.enum(["subscriber", "person", "address"]),
      id: z.string(),
      name: text.meta({ description: "The address; null without the scope to see it, and of who is erased" }),
    }),
    state: z.enum(DELIVERY_STATES),
    reason: text.meta({ description: "Why it ended as it did, in a word" }),
    attempts: z.number().int(),
    due_at: instant,
    expires_at: instant.meta({ description: "After this it is better not sent" }),
    finished_at: instant.nullable(),
    is_held_quiet: z.boolean().meta({ description: "It waits for the end of quiet hours" }),
    provider_id: text,
    receipt: z
      .looseObject({
        code: z.string().optional(),
        text: z.string().optional(),
        duration_ms: z.number().optional(),
        status: z.string().optional(),
      })
      .nullable()
      .meta({ description: "What the other side answered last" }),
    tries: z
      .array(
        z.object({
          number: z.number().int(),
          at: instant,
          outcome: z.string(),
          code: text,
          text,
          duration_ms: z.number(),
        }),
      )
      .meta({ description: "Tries that did not deliver" }),
  })
  .meta({ id: "Delivery" });

export const presentDelivery = (one: LoggedDelivery): z.infer<typeof deliveryBody> => ({
  id: one.id,
  event_id: one.eventId,
  event_kind: one.eventKind,
  incident: one.incident && { ...one.incident, kind: one.incident.kind as "incident" },
  ...{ kind: one.kind, channel: one.channel, recipient: one.recipient },
  ...{ state: one.state, reason: one.reason, attempts: one.attempts },
  due_at: instantText(one.dueAt),
  expires_at: instantText(one.expiresAt),
  finished_at: instantTextOrNull(one.finishedAt),
  is_held_quiet: one.isHeldQuiet,
  provider_id: one.providerId,
  receipt: one.receipt,
  tries: one.tries.map(({ durationMs, at, ...rest }) => ({
    ...rest,
    at: instantText(at),
    duration_ms: durationMs,
  })),
});

export const deliveryExample: z.infer<typeof deliveryBody> = {
  id: "90210",
  event_id: "1204",
  event_kind: "incident.updated",
  incident: { id: "p31zjtct2jer", name: "REST API 오류 증가", kind: "incident" },
  kind: "event",
  channel: "webhook",
  recipient: { kind: "subscriber", id: "s7t6u5v4w3x2", name: "https://hooks.example.com/status" },
  state: "sent",
  reason: null,
  attempts: 2,
  due_at: "2026-11-24T01:00:05.120Z",
  expires_at: "2026-11-27T05:00:00.000Z",
  finished_at: "2026-11-24T01:00:05.402Z",
  is_held_quiet: false,
  provider_id: null,
  receipt: { code: "204", text: "No Content", duration_ms: 61 },
  tries: [
    {
      number: 1,
      at: "2026-11-24T01:00:00.310Z",
      outcome: "retry",
      code: "503",
      text: "Service Unavailable",
      duration_ms: 12,
    },
  ],
};
