import * as endpoints from "#lib/api/manage/endpoints/test-sends.ts";
import { sendTest } from "#lib/usecases/deliveries/test-send.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";
import { settings } from "#lib/web/settings.ts";

export const POST = route(endpoints.createTestSend, async ({ scope, body, now }) => {
  await settings().limits.tests(scope.pageId);
  return await sendTest(scope, body.test_send, subscriberContext(now));
});
