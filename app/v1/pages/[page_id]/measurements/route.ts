import { submitMeasurements as endpoint } from "#lib/api/manage/measurements/endpoints.ts";
import { submitMeasurements } from "#lib/usecases/measurements/submit.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, body, now }) =>
  submitMeasurements(scope, body.measurements, now),
);
