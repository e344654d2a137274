import * as endpoints from "#lib/api/manage/alerts/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createAlertSource } from "#lib/usecases/alert-sources/create.ts";
import { listPageAlertSources } from "#lib/usecases/alert-sources/read.ts";
import { route } from "#lib/web/route.ts";
import { settings } from "#lib/web/settings.ts";

export const GET = route(endpoints.listAlertSources, ({ scope, query }) =>
  listPageAlertSources(scope, listWindow(query)),
);
export const POST = route(endpoints.createAlertSource, ({ scope, body, now }) =>
  createAlertSource(scope, body.alert_source, { now, secretKey: settings().signIn.secret }),
);
