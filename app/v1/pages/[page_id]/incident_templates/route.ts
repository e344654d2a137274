import * as endpoints from "#lib/api/manage/endpoints/incidents/templates.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { answering } from "#lib/usecases/requests/answering.ts";
import { createTemplate } from "#lib/usecases/templates/create.ts";
import { listTemplates } from "#lib/usecases/templates/read.ts";
import { tellTemplate, tellTemplates } from "#lib/usecases/templates/tell.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listTemplates, async ({ scope, query, now }) =>
  tellTemplates(
    scope.pageId,
    await listTemplates(scope, { kind: query.kind, window: listWindow(query) }),
    now,
  ),
);
export const POST = route(endpoints.createTemplate, ({ scope, body, now }) =>
  answering(
    scope,
    (within) => createTemplate(within, body.template, now),
    (template, tx) => tellTemplate(template, now, tx),
  ),
);
