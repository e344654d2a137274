import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { listTeam } from "#lib/usecases/team/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listTeam, ({ scope, query }) => listTeam(scope, listWindow(query)));
