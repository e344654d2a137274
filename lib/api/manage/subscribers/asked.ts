import { z } from "zod";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { id } from "#lib/domain/id.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import { newSubscription, subscriptionPatch } from "#lib/domain/subscribers/input.ts";
import { SUBSCRIBER_STATES } from "#lib/domain/subscribers/subscriber.ts";
import { stateOf, WIRE_STATES, type WireState } from "./subscriber.ts";

export const type = z.enum(CHANNELS).optional().meta({ description: "Only this channel" });
export const state = z
  .enum([...WIRE_STATES, "all"])
  .optional()
  .meta({ description: "active if left out" });

/** The states that a query means. */
export const statesOf = (wire: WireState | "all" | undefined) =>
  wire === "all" ? SUBSCRIBER_STATES : [stateOf(wire ?? "active")];

export const searchQuery = listQuery.extend({
  q: z.string().max(254).optional().meta({ description: "Part of an address, a number or a URL" }),
  type,
  state,
  component_id: id.optional().meta({ description: "Who chose this component or its group" }),
  sort_field: z.enum(["primary", "created_at", "quarantined_at", "unsubscribed_at"]).optional(),
  sort_direction: z.enum(["asc", "desc"]).optional(),
});

export const newSubscriberBody = z.object({ subscriber: newSubscription.omit({ consent: true }) });
export const incidentSubscriberBody = z.object({
  subscriber: newSubscription.omit({ consent: true, incident_id: true }),
});

/** Statuspage has `component_ids` beside, not inside. */
export const patchBody = z
  .object({ subscriber: subscriptionPatch.optional(), component_ids: subscriptionPatch.shape.component_ids })
  .transform(({ subscriber, component_ids }) => ({ ...(component_ids && { component_ids }), ...subscriber }));

/** Many at once: a list of ids, ids with commas between, or `all`. */
const subscribers = z
  .union([z.array(z.string()), z.string()])
  .transform((given) => (given === "all" ? given : [given].flat().flatMap((one) => one.split(","))))
  .meta({ description: 'A list of ids, or "all"', example: ["s1u2b3s4c5r6"] });
export const manyBody = z.object({
  subscribers,
  type,
  skip_unsubscription_notification: z.boolean().optional().meta({ description: "Nothing is ever sent" }),
});
