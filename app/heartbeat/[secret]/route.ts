import { recordPing } from "#lib/usecases/heartbeats/ping.ts";
import { respond } from "#lib/web/respond.ts";
import { newTrace, safely } from "#lib/web/safely.ts";

type Context = { params: Promise<{ secret: string }> };

/** The address that a job calls when it is done; GET, so that any tool can. */
const ping = (_request: Request, { params }: Context): Promise<Response> =>
  safely(newTrace(), async () => {
    await recordPing((await params).secret, Date.now());
    return respond(200, '{"ok":true}');
  });

export { ping as GET, ping as POST };
