import { decideHold, readHold } from "#lib/api/manage/sending/endpoints.ts";
import { decideHeld, readStanding } from "#lib/usecases/instance/hold.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(readHold, ({ scope }) => readStanding(scope));
export const POST = route(decideHold, ({ scope, body, now }) => decideHeld(scope, body.hold.decision, now));
