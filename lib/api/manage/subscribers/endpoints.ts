import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { endpoint } from "../endpoint.ts";
import { manyBody, newSubscriberBody, patchBody, searchQuery, state, type } from "./asked.ts";
import {
  type Counts,
  type CountsAsked,
  countsBody,
  countsExample,
  histogramBody,
  histogramExample,
  presentCounts,
  presentHistogram,
} from "./counts.ts";
import { createdSubscriberBody, presentSubscriber, subscriberBody, subscriberExample } from "./subscriber.ts";

const tag = "Subscribers";
const many = "/v1/pages/{page_id}/subscribers";
const one = `${many}/{subscriber_id}`;
const permission = "subscribers:write";
const list = { answer: z.array(subscriberBody), present: (all: Subscriber[]) => all.map(presentSubscriber) };
const single = { answer: subscriberBody, present: presentSubscriber };
const listExample = { response: [subscriberExample] };
const example = { response: subscriberExample };

export type Created = { subscriber: Subscriber; secret: string | null };
export const presentCreated = ({ subscriber, secret }: Created): z.infer<typeof createdSubscriberBody> => ({
  ...presentSubscriber(subscriber),
  signing_secret: secret,
});

export const listSubscribers = endpoint({
  operationId: "listSubscribers",
  methods: ["GET"],
  path: many,
  tag,
  summary: "Who subscribed",
  description: "Active ones unless `state` says otherwise. Addresses need the scope that may change them.",
  permission,
  query: searchQuery,
  status: 200,
  ...list,
  example: listExample,
});

export const createSubscriber = endpoint({
  operationId: "createSubscriber",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Subscribe somebody",
  description:
    "`email`, or `phone_country` and `phone_number`, or `endpoint`. With `skip_confirmation_notification: true` it is told at once and nothing is sent: you answer for the consent, which is recorded with the source `api`. Without it, it proves itself first. 409 if it has subscribed already; 422 if it asked not to be written to and would skip its confirmation.",
  permission,
  body: newSubscriberBody,
  status: 201,
  answer: createdSubscriberBody,
  present: presentCreated,
  presentCurrent: (current: Created) => presentSubscriber(current as unknown as Subscriber),
  example: {
    request: { subscriber: { email: "reader@example.com", skip_confirmation_notification: true } },
    response: { ...subscriberExample, signing_secret: null },
  },
});

export const countSubscribers = endpoint({
  operationId: "countSubscribers",
  methods: ["GET"],
  path: `${many}/count`,
  tag,
  summary: "How many there are of each type",
  permission: "page:read",
  query: z.object({ type, state }),
  status: 200,
  answer: countsBody,
  present: (asked: CountsAsked) => presentCounts(asked),
  example: { response: countsExample },
});

export const subscriberHistogram = endpoint({
  operationId: "subscriberHistogramByState",
  methods: ["GET"],
  path: `${many}/histogram_by_state`,
  tag,
  summary: "How many there are of each type in each state",
  permission: "page:read",
  status: 200,
  answer: histogramBody,
  present: (counts: Counts) => presentHistogram(counts),
  example: { response: histogramExample },
});

export const listUnsubscribed = endpoint({
  operationId: "listUnsubscribed",
  methods: ["GET"],
  path: `${many}/unsubscribed`,
  tag,
  summary: "Who has unsubscribed and is not erased yet, the latest first",
  permission,
  query: listQuery,
  status: 200,
  ...list,
  example: listExample,
});

const request = { subscribers: ["s1u2b3s4c5r6"] };
const bulk = (verb: string, summary: string, description: string) => ({
  methods: ["POST"] as const,
  path: `${many}/${verb}`,
  tag,
  summary,
  description: `${description} At most 1,000 at once; answered are those to whom it was done.`,
  permission: "subscribers:write" as const,
  body: manyBody,
  status: 201 as const,
  ...list,
  example: { request, response: [subscriberExample] },
});

export const unsubscribeMany = endpoint({
  operationId: "unsubscribeSubscribers",
  ...bulk(
    "unsubscribe",
    "Unsubscribe many",
    "Nothing is sent. They come back by their own confirmation only.",
  ),
});
export const reactivateMany = endpoint({
  operationId: "reactivateSubscribers",
  ...bulk("reactivate", "Bring quarantined subscribers back", "Who has unsubscribed stays so."),
});
export const resendMany = endpoint({
  operationId: "resendConfirmations",
  ...bulk("resend_confirmation", "Ask for confirmations again", "At most once in ten minutes each."),
});

export const readSubscriber = endpoint({
  operationId: "readSubscriber",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One subscriber",
  permission,
  status: 200,
  ...single,
  example,
});

export const updateSubscriber = endpoint({
  operationId: "updateSubscriber",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change what a subscriber hears of",
  description: "`component_ids` may stand inside `subscriber` or, as in Statuspage, beside it.",
  permission,
  body: patchBody,
  status: 200,
  ...single,
  example: { request: { subscriber: { min_impact: "major" } }, response: subscriberExample },
});

export const deleteSubscriber = endpoint({
  operationId: "deleteSubscriber",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Unsubscribe, or erase",
  description:
    "Unsubscribes and answers the subscriber, which is erased 30 days later. With `erase=true` everything about it is erased at once. A keyed hash stays in both cases, so that no import brings it back.",
  permission,
  query: z.object({
    erase: z.boolean().optional(),
    skip_unsubscription_notification: z.boolean().optional().meta({ description: "Nothing is ever sent" }),
  }),
  status: 200,
  ...single,
  example,
});

export const resendConfirmation = endpoint({
  operationId: "resendConfirmation",
  methods: ["POST"],
  path: `${one}/resend_confirmation`,
  tag,
  summary: "Ask for a confirmation again",
  permission,
  status: 201,
  ...single,
  example,
});
