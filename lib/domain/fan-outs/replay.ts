import { z } from "zod";
import { CHANNELS, type Channel } from "../delivery/channel.ts";
import { id } from "../id.ts";
import { parseInstant } from "../input/instant.ts";

/** Which failed messages are sent once more. Instants are milliseconds since the epoch. */
export type ReplayRange = {
  eventId?: string | undefined;
  incidentId?: string | undefined;
  recipientId?: string | undefined;
  channel?: Channel | undefined;
  failedFrom?: number | undefined;
  failedUntil?: number | undefined;
};

/** Most messages that one replay takes up; the same replay again takes up the next ones. */
export const MAX_REPLAYED = 50_000;

const at = z
  .string()
  .refine((text) => parseInstant(text) !== null, "an ISO-8601 instant such as 2026-11-23T10:00:00Z")
  .optional();

export const replayInput = z
  .object({
    event_id: z
      .string()
      .regex(/^\d{1,18}$/, "the id of a fan-out")
      .optional(),
    incident_id: id.optional(),
    subscriber_id: id.optional(),
    channel: z.enum(CHANNELS).optional(),
    failed_from: at,
    failed_until: at,
    dry_run: z.boolean().optional().meta({ description: "Only count what would be sent" }),
  })
  .refine(
    ({ event_id, incident_id, subscriber_id, failed_from }) =>
      [event_id, incident_id, subscriber_id, failed_from].some((one) => one !== undefined),
    { path: ["event_id"], message: "say which: event_id, incident_id, subscriber_id or failed_from" },
  );

export const replayRange = (input: z.infer<typeof replayInput>): ReplayRange => ({
  eventId: input.event_id,
  incidentId: input.incident_id,
  recipientId: input.subscriber_id,
  channel: input.channel,
  failedFrom: input.failed_from === undefined ? undefined : parseInstant(input.failed_from)!,
  failedUntil: input.failed_until === undefined ? undefined : parseInstant(input.failed_until)!,
});
