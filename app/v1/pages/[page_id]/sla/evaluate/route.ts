import { evaluateSla as endpoint } from "#lib/api/manage/evaluations/endpoints.ts";
import { evaluateSla } from "#lib/domain/sla/evaluate.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, async ({ body }) => ({ input: body, result: evaluateSla(body.facts) }));
