import "server-only";
import type { Sending } from "#lib/domain/delivery/desk/standing.ts";
import type { Overview } from "#lib/domain/incidents/desk/overview.ts";
import { readSending } from "#lib/usecases/deliveries/sending.ts";
import { readOverview } from "#lib/usecases/overview/read.ts";
import type { AdminSession } from "../session.ts";
import { setups } from "./setups.ts";

/** What the first screen shows, and asks for again whenever something has happened. */
export async function adminOverview(
  session: AdminSession,
  now: number,
): Promise<Overview & { sending: Sending }> {
  const scope = session.scope("page:read");
  const [overview, sending] = await Promise.all([
    readOverview(scope, now),
    readSending(scope, setups(), now),
  ]);
  return { ...overview, sending };
}
