import { z } from "zod";
import { listQuery } from "#lib/domain/input/list.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { endpoint } from "../endpoint.ts";
import { incidentSubscriberBody } from "./asked.ts";
import { presentCreated } from "./endpoints.ts";
import { createdSubscriberBody, presentSubscriber, subscriberBody, subscriberExample } from "./subscriber.ts";

const tag = "Subscribers";
const many = "/v1/pages/{page_id}/incidents/{incident_id}/subscribers";
const one = `${many}/{subscriber_id}`;
const permission = "subscribers:write";
const single = { answer: subscriberBody, present: presentSubscriber };
const example = { response: subscriberExample };

export const listIncidentSubscribers = endpoint({
  operationId: "listIncidentSubscribers",
  methods: ["GET"],
  path: many,
  tag,
  summary: "Who follows this incident by itself",
  permission,
  query: listQuery,
  status: 200,
  answer: z.array(subscriberBody),
  present: (all: Subscriber[]) => all.map(presentSubscriber),
  example: { response: [subscriberExample] },
});

export const createIncidentSubscriber = endpoint({
  operationId: "createIncidentSubscriber",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Have somebody told of this incident",
  description: "Who is new hears of nothing else; who has subscribed already also follows this.",
  permission,
  body: incidentSubscriberBody,
  status: 201,
  answer: createdSubscriberBody,
  present: presentCreated,
  example: {
    request: { subscriber: { email: "reader@example.com" } },
    response: { ...subscriberExample, signing_secret: null },
  },
});

export const readIncidentSubscriber = endpoint({
  operationId: "readIncidentSubscriber",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One of them",
  permission,
  status: 200,
  ...single,
  example,
});

export const deleteIncidentSubscriber = endpoint({
  operationId: "deleteIncidentSubscriber",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Tell them no more of this incident",
  description: "Who subscribed for nothing else is unsubscribed.",
  permission,
  status: 200,
  ...single,
  example,
});

export const resendIncidentConfirmation = endpoint({
  operationId: "resendIncidentConfirmation",
  methods: ["POST"],
  path: `${one}/resend_confirmation`,
  tag,
  summary: "Ask for their confirmation again",
  permission,
  status: 201,
  ...single,
  example,
});
