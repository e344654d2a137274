import { z } from "zod";
import { id } from "../../id.ts";
import { CHANNELS } from "../channel.ts";
import { DELIVERY_STATES } from "../delivery.ts";
import { eventId, fanOutQuery } from "./fan-out-input.ts";
import type { LogOf, LogQuery } from "./log.ts";

const ONE = "give one of event_id, incident_id and subscriber_id";

/** Of the list of messages: whose, and which. */
export const logQuery = z
  .object({
    event_id: eventId.optional().meta({ description: "Those of one event that was told" }),
    incident_id: id.optional().meta({ description: "Those of one incident or window" }),
    subscriber_id: id.optional().meta({ description: "Those of one subscriber" }),
    channel: z.enum(CHANNELS).optional(),
    state: z.enum(DELIVERY_STATES).optional(),
    after: z
      .string()
      .regex(/^\d{1,18}$/, "the id of a delivery")
      .optional()
      .meta({ description: "The id of the last one that you have: the answer goes on behind it" }),
    limit: fanOutQuery.shape.limit,
  })
  .refine(
    ({ event_id, incident_id, subscriber_id }) =>
      [event_id, incident_id, subscriber_id].filter((one) => one !== undefined).length === 1,
    { path: ["event_id"], message: ONE },
  );

function ofWhom({ event_id, incident_id, subscriber_id }: z.infer<typeof logQuery>): LogOf {
  if (event_id !== undefined) return { eventId: event_id };
  return incident_id !== undefined ? { incidentId: incident_id } : { recipientId: subscriber_id! };
}

/** The same as the use case takes it. */
export const logOf = (
  query: z.infer<typeof logQuery>,
): Omit<LogQuery, "limit"> & { limit?: number | undefined } => ({
  of: ofWhom(query),
  ...{ channel: query.channel, state: query.state, after: query.after, limit: query.limit },
});
