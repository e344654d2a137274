import * as endpoints from "#lib/api/manage/fan-outs/endpoints.ts";
import { audienceDraft } from "#lib/domain/delivery/desk/fan-out-input.ts";
import { previewAudience } from "#lib/usecases/fan-outs/audience.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.countAudience, ({ scope, body, now }) =>
  previewAudience(scope, audienceDraft(body.audience), now),
);
