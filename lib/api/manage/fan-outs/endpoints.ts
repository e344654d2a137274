import { z } from "zod";
import { audienceInput, fanOutQuery } from "#lib/domain/delivery/desk/fan-out-input.ts";
import { messageInput } from "#lib/domain/delivery/desk/message-input.ts";
import type { AudienceCounts } from "#lib/domain/delivery/draft.ts";
import type { FanOutProgress } from "#lib/domain/delivery/progress.ts";
import { endpoint } from "../endpoint.ts";
import { audienceBody, audienceExample, presentAudience } from "./audience.ts";
import { fanOutBody, fanOutExample, presentFanOut } from "./fan-out.ts";
import { shownMessageBody, shownMessageExample } from "./messages.ts";

const tag = "Deliveries";
const many = "/v1/pages/{page_id}/fan-outs";

export const listFanOuts = endpoint({
  operationId: "listFanOuts",
  methods: ["GET"],
  path: many,
  tag,
  summary: "Events that were told to subscribers, newest first, with what became of them",
  description: "Counts by state and channel; no addresses. While one runs it may be asked once a second.",
  permission: "page:read",
  query: fanOutQuery,
  status: 200,
  answer: z.array(fanOutBody),
  present: (fanOuts: FanOutProgress[]) => fanOuts.map(presentFanOut),
  example: { response: [fanOutExample] },
});

export const countAudience = endpoint({
  operationId: "countAudience",
  methods: ["POST"],
  path: `${many}/audience`,
  tag,
  summary: "Who would be told if this were published now, by channel and component",
  description: "Counted by the very statement that tells them. Nothing is stored and nothing is sent.",
  permission: "page:read",
  body: z.object({ audience: audienceInput }),
  status: 200,
  answer: audienceBody,
  present: (counts: AudienceCounts) => presentAudience(counts),
  example: {
    request: {
      audience: {
        kind: "incident",
        status: "investigating",
        components: { "8kbf7d35c070": "partial_outage" },
      },
    },
    response: audienceExample,
  },
});

export const previewMessages = endpoint({
  operationId: "previewMessages",
  methods: ["POST"],
  path: `${many}/messages`,
  tag,
  summary: "The messages that publishing this would send, in every form and language",
  description:
    "Made by the very renderers that make them, for who may publish. Nothing is stored and nothing is sent.",
  permission: "incidents:write",
  body: z.object({ message: messageInput }),
  status: 200,
  answer: z.array(shownMessageBody),
  present: (messages: z.infer<typeof shownMessageBody>[]) => messages,
  example: {
    request: {
      message: { kind: "incident", status: "investigating", name: "Slow answers", body: "We look into it." },
    },
    response: [shownMessageExample],
  },
});
