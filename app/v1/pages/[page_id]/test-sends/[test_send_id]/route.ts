import * as endpoints from "#lib/api/manage/endpoints/test-sends.ts";
import { readTest } from "#lib/usecases/deliveries/test-send.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readTestSend, ({ scope, params }) =>
  readTest(scope, params.test_send_id!),
);
