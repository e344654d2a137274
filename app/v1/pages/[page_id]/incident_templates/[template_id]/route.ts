import * as endpoints from "#lib/api/manage/endpoints/incidents/templates.ts";
import { deleteTemplate } from "#lib/usecases/templates/delete.ts";
import { readOneTemplate } from "#lib/usecases/templates/read.ts";
import { tellTemplate } from "#lib/usecases/templates/tell.ts";
import { updateTemplate } from "#lib/usecases/templates/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readTemplate, async ({ scope, params, now }) =>
  tellTemplate(await readOneTemplate(scope, params.template_id!), now),
);
export const PATCH = route(endpoints.updateTemplate, async ({ scope, params, body, now }) =>
  tellTemplate(await updateTemplate(scope, params.template_id!, body.template, now), now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.deleteTemplate, ({ scope, params, now }) =>
  deleteTemplate(scope, params.template_id!, now),
);
