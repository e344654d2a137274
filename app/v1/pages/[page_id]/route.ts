import { readPage, updatePage } from "#lib/api/manage/endpoints/pages.ts";
import { readScopedPage } from "#lib/usecases/pages/read.ts";
import { updateScopedPage } from "#lib/usecases/pages/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(readPage, ({ scope }) => readScopedPage(scope));
export const PATCH = route(updatePage, ({ scope, body, now }) => updateScopedPage(scope, body.page, now));
export const PUT = PATCH;
