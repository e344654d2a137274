import * as endpoints from "#lib/api/manage/fan-outs/endpoints.ts";
import { incidentWebhook } from "#lib/api/webhook/body.ts";
import { messageDraft } from "#lib/domain/delivery/desk/message-input.ts";
import { previewMessages } from "#lib/usecases/deliveries/preview.ts";
import { route } from "#lib/web/route.ts";
import { settings } from "#lib/web/settings.ts";

export const POST = route(endpoints.previewMessages, ({ scope, body, now }) => {
  const publicUrl = settings().env.PUBLIC_URL;
  const webhook = (...[snapshot, ref, place]: Parameters<Webhook>) =>
    incidentWebhook(snapshot, ref, { publicUrl, ...place });
  return previewMessages(scope, messageDraft(body.message), { publicUrl, webhook }, now);
});

type Webhook = Parameters<typeof previewMessages>[2]["webhook"];
