import { adminOverview } from "#lib/web/admin/overview.ts";
import { adminSession } from "#lib/web/session.ts";

/** What the open overview asks for again whenever something has happened. */
export async function GET() {
  return Response.json(await adminOverview(await adminSession(), Date.now()));
}
