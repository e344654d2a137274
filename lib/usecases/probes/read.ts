import { readProbe } from "#lib/data/page/probe-requests.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import { type ProbeNowWithState, stateOf } from "#lib/domain/page/probe-now.ts";

/** A probe that was asked for: of the monitor, or (null) of settings that were not saved. @throws Failure not_found */
export async function readProbeNow(
  scope: Scope<"monitors:write">,
  { monitorId, id }: { monitorId: string | null; id: string },
  now: number,
): Promise<ProbeNowWithState> {
  const probe = await readProbe(scope.pageId, monitorId, id);
  if (!probe) throw notFound("probe");
  return { ...probe, state: stateOf(probe, now) };
}
