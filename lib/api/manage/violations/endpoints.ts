import { z } from "zod";
import type { ViolationView } from "#lib/domain/slo/overview.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import {
  acknowledgement,
  violationComment,
  violationLink,
  violationQuery,
  violationResolution,
} from "#lib/domain/slo/violation-input.ts";
import { endpoint } from "../endpoint.ts";
import { violationExample, violationLogExample } from "./example.ts";
import { presentViolation, presentViolationView, violationBody, violationWithLog } from "./violation.ts";

const tag = "Violations";
const many = "/v1/pages/{page_id}/violations";
const one = `${many}/{violation_id}`;

export const listViolations = endpoint({
  operationId: "listViolations",
  methods: ["GET"],
  path: many,
  tag,
  summary: "Objectives that are or were not met, the last detected first",
  permission: "page:read",
  query: violationQuery,
  status: 200,
  answer: z.array(violationBody),
  present: (violations: Violation[]) => violations.map(presentViolation),
  example: { response: [violationExample] },
});

export const readViolation = endpoint({
  operationId: "readViolation",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One violation with all that happened to it: events, timers, ticks and actions",
  permission: "page:read",
  status: 200,
  answer: violationWithLog,
  present: (view: ViolationView) => presentViolationView(view),
  example: { response: violationLogExample },
});

export const linkViolation = endpoint({
  operationId: "linkViolation",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Say which incident a violation belongs to, or (null) that it belongs to none",
  permission: "incidents:write",
  body: z.object({ violation: violationLink }),
  status: 200,
  answer: violationBody,
  present: presentViolation,
  example: {
    request: { violation: { incident_id: "p31zjtct2jer", revision: 2 } },
    response: violationExample,
  },
});

export const acknowledgeViolation = endpoint({
  operationId: "acknowledgeViolation",
  methods: ["POST"],
  path: `${one}/acknowledge`,
  tag,
  summary: "Take a violation: promotion to higher levels waits for 30 minutes",
  description:
    "Said again, the 30 minutes begin again. If it is still open after them, the escalation goes on at the level that is due by then. Levels that its content demands (data loss, security) do not wait.",
  permission: "incidents:write",
  body: z.object({ violation: acknowledgement }),
  status: 200,
  answer: violationBody,
  present: presentViolation,
  example: { request: { violation: { revision: 2 } }, response: violationExample },
});

export const resolveViolation = endpoint({
  operationId: "resolveViolation",
  methods: ["POST"],
  path: `${one}/resolve`,
  tag,
  summary: "End a violation by hand, with a reason",
  description:
    "Its rule ends it otherwise. While the same run of bad moments goes on it stays ended, unless it becomes worse. This is how data loss ends.",
  permission: "incidents:write",
  body: z.object({ violation: violationResolution }),
  status: 200,
  answer: violationBody,
  present: presentViolation,
  example: {
    request: { violation: { text: "두 번째 리전에서 복구했고 원인을 찾았습니다.", revision: 3 } },
    response: {
      ...violationExample,
      ended_at: "2026-11-24T03:20:00.000Z",
      resolved_at: "2026-11-24T03:20:00.000Z",
      resolved_by: "u53r00000001",
      resumes_at: null,
      revision: 4,
    },
  },
});

export const commentViolation = endpoint({
  operationId: "commentViolation",
  methods: ["POST"],
  path: `${one}/comments`,
  tag,
  summary: "Say something about a violation to those who look after it; readers never see it",
  permission: "incidents:write",
  body: z.object({ comment: violationComment }),
  status: 201,
  answer: violationBody,
  present: presentViolation,
  example: {
    request: { comment: { text: "로드 밸런서 로그를 확인하고 있습니다." } },
    response: violationExample,
  },
});
