import * as endpoints from "#lib/api/manage/escalation-policies/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createPolicy } from "#lib/usecases/escalation-policies/define.ts";
import { listPolicies } from "#lib/usecases/escalation-policies/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listEscalationPolicies, ({ scope, query }) =>
  listPolicies(scope, listWindow(query)),
);
export const POST = route(endpoints.createEscalationPolicy, ({ scope, body, now }) =>
  createPolicy(scope, body.escalation_policy, now),
);
