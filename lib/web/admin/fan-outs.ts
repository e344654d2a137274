import "server-only";
import { presentFanOut } from "#lib/api/manage/fan-outs/fan-out.ts";
import { readFanOuts } from "#lib/usecases/fan-outs/progress.ts";
import type { AdminSession } from "../session.ts";

const LATEST = 3;

/** How the latest events of an incident reached people, as the manage API tells it. */
export async function incidentFanOuts(session: AdminSession, incidentId: string) {
  const found = await readFanOuts(session.scope("page:read"), { incidentId, limit: LATEST });
  return found.map(presentFanOut);
}
