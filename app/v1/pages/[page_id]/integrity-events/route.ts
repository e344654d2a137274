import * as endpoints from "#lib/api/manage/integrity-events/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { listIntegrityEvents } from "#lib/usecases/integrity-events/list.ts";
import { submitIntegrityEvents } from "#lib/usecases/integrity-events/submit.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listIntegrityEvents, ({ scope, query }) =>
  listIntegrityEvents(scope, { kind: query.kind, outcome: query.outcome, job: query.job }, listWindow(query)),
);

export const POST = route(endpoints.submitIntegrityEvents, ({ scope, body, now }) =>
  submitIntegrityEvents(scope, body.integrity_events, now),
);
