import { z } from "zod";
import type { EscalationPolicy } from "#lib/domain/escalation/policy.ts";
import { escalationPolicyPatch, newEscalationPolicy } from "#lib/domain/escalation/policy-input.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import { endpoint } from "../endpoint.ts";
import { policyBody, policyExample, presentPolicy } from "./policy.ts";

const tag = "Escalation";
const many = "/v1/pages/{page_id}/escalation-policies";
const one = `${many}/{policy_id}`;

export const listEscalationPolicies = endpoint({
  operationId: "listEscalationPolicies",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's escalation policies, the default first",
  description:
    "Without any the contract's four levels hold: at once and after 5, 15 and 30 minutes, to the whole team.",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(policyBody),
  present: (policies: EscalationPolicy[]) => policies.map(presentPolicy),
  example: { response: [policyExample] },
});

const { id: _, page_id: __, revision: ___, ...request } = policyExample;
export const createEscalationPolicy = endpoint({
  operationId: "createEscalationPolicy",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add an escalation policy: whom a violation pages, and when",
  description:
    "Seconds count from the detection of the violation, not from the level before. A new default takes the place of the one before.",
  permission: "slos:write",
  body: z.object({ escalation_policy: newEscalationPolicy }),
  status: 201,
  answer: policyBody,
  present: presentPolicy,
  example: { request: { escalation_policy: request }, response: policyExample },
});

export const readEscalationPolicy = endpoint({
  operationId: "readEscalationPolicy",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One escalation policy",
  permission: "page:read",
  status: 200,
  answer: policyBody,
  present: presentPolicy,
  example: { response: policyExample },
});

export const updateEscalationPolicy = endpoint({
  operationId: "updateEscalationPolicy",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change an escalation policy; what is left out stays, levels are given whole",
  description:
    "Violations that are open go on by the changed policy. With a `revision` that is not the newest the answer is 409.",
  permission: "slos:write",
  body: z.object({ escalation_policy: escalationPolicyPatch }),
  status: 200,
  answer: policyBody,
  present: presentPolicy,
  example: {
    request: { escalation_policy: { name: "주간", revision: 1 } },
    response: { ...policyExample, name: "주간", revision: 2 },
  },
});

export const archiveEscalationPolicy = endpoint({
  operationId: "archiveEscalationPolicy",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Take an escalation policy out of use; 409 while SLOs name it",
  permission: "slos:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
