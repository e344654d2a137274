import { listPages } from "#lib/api/manage/endpoints/pages.ts";
import { listOwnPages } from "#lib/usecases/pages/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(listPages, ({ scope }) => listOwnPages(scope));
