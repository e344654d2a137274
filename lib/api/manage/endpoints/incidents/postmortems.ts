import { z } from "zod";
import { postmortemDraft, postmortemPublication } from "#lib/domain/incidents/postmortem.ts";
import type { ToldIncident } from "#lib/domain/incidents/told.ts";
import { endpoint, type PresentContext } from "../../endpoint.ts";
import { presentIncident } from "../../incidents/incident.ts";
import { postmortemBody, postmortemExample, presentPostmortem } from "../../incidents/postmortem.ts";
import { INCIDENT } from "./incidents.ts";

const tag = "Post-mortems";
const one = `${INCIDENT}/postmortem`;
const published = {
  ...postmortemExample,
  body: postmortemExample.body_draft,
  body_updated_at: "2026-11-24T02:00:00.000Z",
  body_draft: null,
  body_draft_updated_at: null,
  published_at: "2026-11-24T02:00:00.000Z",
};

/** Of two authors, the second is told the incident as it is now: its revision is what both went by. */
const presentCurrent = (current: object, context: PresentContext) =>
  presentIncident(current as ToldIncident, context);

export const readPostmortem = endpoint({
  operationId: "readPostmortem",
  methods: ["GET"],
  path: one,
  tag,
  summary: "The post-mortem of an incident, its draft too; 404 before there is one",
  permission: "page:read",
  status: 200,
  answer: postmortemBody,
  present: presentPostmortem,
  example: { response: postmortemExample },
});

export const savePostmortem = endpoint({
  operationId: "savePostmortem",
  methods: ["PUT"],
  path: one,
  tag,
  summary: "Write the draft; what is published stays until the draft is published",
  permission: "incidents:write",
  body: z.object({ postmortem: postmortemDraft }),
  status: 200,
  answer: postmortemBody,
  present: presentPostmortem,
  presentCurrent,
  example: {
    request: { postmortem: { body_draft: postmortemExample.body_draft } },
    response: postmortemExample,
  },
});

export const deletePostmortem = endpoint({
  operationId: "deletePostmortem",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Throw a post-mortem away; if it was published, the incident is resolved again",
  permission: "incidents:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const publishPostmortem = endpoint({
  operationId: "publishPostmortem",
  methods: ["PUT"],
  path: `${one}/publish`,
  tag,
  summary: "Publish the draft: the resolved incident becomes `postmortem`, with an update",
  description:
    "A draft that is written and published after that replaces the text, which is then marked as edited.",
  permission: "incidents:write",
  body: z.object({ postmortem: postmortemPublication.default({}) }),
  status: 200,
  answer: postmortemBody,
  present: presentPostmortem,
  presentCurrent,
  example: { request: { postmortem: { notify_subscribers: true } }, response: published },
});

export const revertPostmortem = endpoint({
  operationId: "revertPostmortem",
  methods: ["PUT"],
  path: `${one}/revert`,
  tag,
  summary: "Take a published post-mortem back into a draft: the incident is resolved again",
  permission: "incidents:write",
  body: z.object({ postmortem: postmortemPublication.pick({ revision: true }).default({}) }),
  status: 200,
  answer: postmortemBody,
  present: presentPostmortem,
  presentCurrent,
  example: { request: { postmortem: {} }, response: postmortemExample },
});
