import { submitMetrics as endpoint } from "#lib/api/manage/otlp/endpoints.ts";
import { submitMetrics } from "#lib/usecases/metrics/submit.ts";
import { otlpRoute } from "#lib/web/otlp-route.ts";

export const POST = otlpRoute(endpoint, ({ scope, request, now }) => submitMetrics(scope, request, now));
