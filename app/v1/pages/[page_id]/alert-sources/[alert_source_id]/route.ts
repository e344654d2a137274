import * as endpoints from "#lib/api/manage/alerts/endpoints.ts";
import { archiveAlertSource } from "#lib/usecases/alert-sources/archive.ts";
import { readOneAlertSource } from "#lib/usecases/alert-sources/read.ts";
import { updateOneAlertSource } from "#lib/usecases/alert-sources/update.ts";
import { route } from "#lib/web/route.ts";
import { settings } from "#lib/web/settings.ts";

export const GET = route(endpoints.readAlertSource, ({ scope, params }) =>
  readOneAlertSource(scope, params.alert_source_id!),
);
export const PATCH = route(endpoints.updateAlertSource, ({ scope, params, body, now }) =>
  updateOneAlertSource(scope, params.alert_source_id!, body.alert_source, {
    now,
    secretKey: settings().signIn.secret,
  }),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.deleteAlertSource, ({ scope, params, now }) =>
  archiveAlertSource(scope, params.alert_source_id!, now),
);
