import * as endpoints from "#lib/api/manage/subscribers/import.ts";
import { previewImport } from "#lib/usecases/subscribers/desk/import.ts";
import { below } from "#lib/usecases/subscribers/desk/paths.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.previewImport, ({ scope, body, now }) =>
  below("import", previewImport(scope, body.import.csv, subscriberContext(now))),
);
