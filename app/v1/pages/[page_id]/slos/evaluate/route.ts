import { evaluateSlos } from "#lib/api/manage/evaluations/endpoints.ts";
import { evaluateSeries } from "#lib/domain/slo/series/evaluate.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(evaluateSlos, async ({ body }) => evaluateSeries(body));
