import * as endpoints from "#lib/api/manage/slos/endpoints.ts";
import { importOpenSlo } from "#lib/usecases/slos/import.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.importSlos, ({ scope, body, now }) =>
  importOpenSlo(scope, [{ text: body.document }], { now, dryRun: body.dry_run }),
);
