import * as endpoints from "#lib/api/manage/escalation-policies/endpoints.ts";
import { archivePolicy } from "#lib/usecases/escalation-policies/archive.ts";
import { updatePolicy } from "#lib/usecases/escalation-policies/define.ts";
import { readPolicy } from "#lib/usecases/escalation-policies/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readEscalationPolicy, ({ scope, params }) =>
  readPolicy(scope, params.policy_id!),
);
export const PATCH = route(endpoints.updateEscalationPolicy, ({ scope, params, body, now }) =>
  updatePolicy(scope, params.policy_id!, body.escalation_policy, now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveEscalationPolicy, ({ scope, params, now }) =>
  archivePolicy(scope, params.policy_id!, now),
);
