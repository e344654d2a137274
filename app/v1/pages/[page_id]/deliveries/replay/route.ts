import { replayDeliveries as endpoint } from "#lib/api/manage/sending/endpoints.ts";
import { replayRange } from "#lib/domain/fan-outs/replay.ts";
import { countReplay, replayDeliveries } from "#lib/usecases/deliveries/replay.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, body: { replay }, now }) =>
  replay.dry_run
    ? countReplay(scope, replayRange(replay))
    : replayDeliveries(scope, replayRange(replay), now),
);
