import { readOverview } from "#lib/usecases/overview/read.ts";
import { adminSession } from "#lib/web/session.ts";

/** What the open overview asks for again whenever something has happened. */
export async function GET() {
  const session = await adminSession();
  return Response.json(await readOverview(session.scope("page:read"), Date.now()));
}
