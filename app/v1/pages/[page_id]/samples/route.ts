import { submitSamples as endpoint } from "#lib/api/manage/endpoints/samples.ts";
import { submitSamples } from "#lib/usecases/samples/submit.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, body, now }) => submitSamples(scope, body.samples, now));
