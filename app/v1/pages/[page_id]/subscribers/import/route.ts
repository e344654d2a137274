import * as endpoints from "#lib/api/manage/subscribers/import.ts";
import { applyImport } from "#lib/usecases/subscribers/desk/import.ts";
import { below } from "#lib/usecases/subscribers/desk/paths.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.applyImport, ({ scope, body, now }) =>
  below("import", applyImport(scope, body.import.csv, subscriberContext(now))),
);
