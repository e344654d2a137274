import * as endpoints from "#lib/api/manage/slis/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createSli } from "#lib/usecases/slis/define.ts";
import { listSlis } from "#lib/usecases/slis/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listSlis, ({ scope, query }) =>
  listSlis(scope, { archived: query.archived ?? false, window: listWindow(query) }),
);
export const POST = route(endpoints.createSli, ({ scope, body, now }) => createSli(scope, body.sli, now));
