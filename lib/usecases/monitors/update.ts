import { lockMonitor, readMonitor, updateMonitor } from "#lib/data/page/monitors.ts";
import { requestJudging } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { secretHash } from "#lib/data/status/monitors.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, invalid, notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import {
  changedMonitor,
  destinationOf,
  flatMonitor,
  type Monitor,
  type MonitorPatch,
  monitorFaults,
  type NewMonitor,
  splitMonitor,
} from "#lib/domain/page/monitor.ts";
import { auditable } from "./auditable.ts";
import { type MonitorWithSecret, scheduleFrom } from "./create.ts";
import { type CheckDestination, requireDestination } from "./destination.ts";
import { newSecret } from "./secret.ts";

/** The monitor after the patch, checked as a whole. @throws Failure not_found, invalid */
function patched(monitor: Monitor | null, patch: MonitorPatch): NewMonitor {
  if (!monitor || monitor.archivedAt !== null) throw notFound("monitor");
  if (monitor.kind === "self")
    throw invalid([{ path: "monitor.kind", message: "the built-in monitor cannot be changed" }]);
  if (patch.rotate_secret && monitor.kind !== "heartbeat")
    throw invalid([{ path: "monitor.rotate_secret", message: "only heartbeat monitors have a secret URL" }]);
  const { rotate_secret: _, ...fields } = patch;
  const flat = changedMonitor(monitor, fields);
  const faults = monitorFaults(flat);
  if (faults.length > 0) throw invalid(faults);
  return flat;
}

const goesTo = (flat: Parameters<typeof destinationOf>[0]): string | undefined => destinationOf(flat)?.value;

async function store(tx: Tx, before: Monitor, flat: NewMonitor, secret: string | null, now: number) {
  const settings = splitMonitor(flat);
  const isRescheduled =
    settings.intervalSeconds !== before.intervalSeconds || settings.enabled !== before.enabled;
  const monitor = await updateMonitor(
    tx,
    before.id,
    {
      ...settings,
      ...(isRescheduled && scheduleFrom(settings, now)),
      ...(secret && { secretHash: secretHash(secret) }),
    },
    now,
  );
  await requestJudging(tx, [before.id], now);
  return monitor;
}

/** Changes, pauses or resumes a monitor. @throws Failure not_found, invalid, conflict */
export async function updateOneMonitor(
  scope: Scope<"monitors:write">,
  id: string,
  patch: MonitorPatch,
  { now, checkDestination }: { now: number; checkDestination: CheckDestination },
): Promise<MonitorWithSecret> {
  const known = await readMonitor(scope.pageId, id);
  const checked = patched(known, patch);
  // Once more only if it goes elsewhere: a name that does not resolve today must not forbid pausing the monitor.
  if (goesTo(checked) !== goesTo(flatMonitor(known!))) await requireDestination(checked, checkDestination);
  const secret = patch.rotate_secret ? newSecret() : null;
  return await change(scope, async (tx) => {
    const before = await lockMonitor(tx, scope.pageId, id);
    const flat = patched(before, patch);
    if (goesTo(flat) !== goesTo(checked))
      throw new Failure("conflict", "The monitor was changed meanwhile: try again");
    const isSame = !difference({ all: flatMonitor(before!) }, { all: flat }, ["all"]);
    if (isSame && !secret) return { result: { monitor: before!, secret }, audit: null, event: null };
    const monitor = await store(tx, before!, flat, secret, now);
    return {
      result: { monitor, secret },
      audit: {
        action: secret ? "monitor.rotate_secret" : "monitor.update",
        objectKind: "monitor",
        objectId: id,
        before: auditable(before!),
        after: auditable(monitor),
      },
      event: { kind: "monitor.updated", payload: { monitor_id: id, component_id: monitor.componentId } },
    };
  });
}
