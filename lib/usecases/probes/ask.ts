import { newId } from "#lib/data/new-id.ts";
import { readMonitor } from "#lib/data/page/monitors.ts";
import { lockPage } from "#lib/data/page/pages.ts";
import { countProbes, insertProbe } from "#lib/data/page/probe-requests.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, invalid, notFound } from "#lib/domain/errors.ts";
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
import {
  MAX_PROBES_A_MINUTE,
  type ProbeNowTarget,
  type ProbeNowWithState,
} from "#lib/domain/page/probe-now.ts";
import type { ProbeTarget } from "#lib/domain/status/monitor.ts";
import { type CheckDestination, requireDestination } from "../monitors/destination.ts";

const MINUTE_MS = 60_000;
/** Kinds that call us, or bring their own samples. */
const UNASKED: readonly Monitor["kind"][] = ["heartbeat", "external"];

type Context = { now: number; checkDestination: CheckDestination };
type Asked = { monitorId: string | null; target: ProbeNowTarget };

const targetOf = (
  id: string,
  settings: Pick<Monitor, "kind" | "config" | "timeoutMs" | "degradedAboveMs">,
) => {
  const { kind, config, timeoutMs, degradedAboveMs } = settings;
  if (UNASKED.includes(kind))
    throw invalid([{ path: "monitor.kind", message: "monitors of this kind are not asked: they call us" }]);
  return { id, kind, config, timeoutMs, degradedAboveMs } as ProbeTarget;
};

const ask = (
  scope: Scope<"monitors:write">,
  { monitorId, target }: Asked,
  now: number,
): Promise<ProbeNowWithState> =>
  change<ProbeNowWithState>(scope, async (tx) => {
    if (!(await lockPage(tx, scope.pageId))) throw notFound("page");
    if ((await countProbes(tx, scope.pageId, now - MINUTE_MS)) >= MAX_PROBES_A_MINUTE)
      throw new Failure("too_many", `At most ${MAX_PROBES_A_MINUTE} probes a minute for one page`, {
        retryAfterSeconds: MINUTE_MS / 1000,
      });
    const probe = await insertProbe(tx, { id: newId(), pageId: scope.pageId, monitorId, target }, now);
    return {
      result: { ...probe, state: "waiting" },
      audit: {
        action: "monitor.probe",
        objectKind: "monitor",
        objectId: monitorId ?? probe.id,
        after: { probe_id: probe.id, kind: target.target.kind, saved: monitorId !== null },
      },
      event: null,
    };
  });

/** The settings to try: as they are stored, or as they would be. @throws Failure invalid */
async function tried(monitor: Monitor, patch: MonitorPatch | undefined, context: Context) {
  if (!patch || monitor.kind === "self") return monitor;
  const { rotate_secret: _, ...fields } = patch;
  const flat = changedMonitor(monitor, fields);
  const faults = monitorFaults(flat);
  if (faults.length > 0) throw invalid(faults);
  const isElsewhere = destinationOf(flat)?.value !== destinationOf(flatMonitor(monitor))?.value;
  if (isElsewhere) await requireDestination(flat, context.checkDestination);
  return splitMonitor(flat);
}

/**
 * Asks for a probe of a monitor now, with changes that are not saved yet if there are any. A worker makes it within
 * seconds; it is no sample and changes nothing. @throws Failure not_found, invalid, too_many
 */
export async function probeMonitor(
  scope: Scope<"monitors:write">,
  id: string,
  patch: MonitorPatch | undefined,
  context: Context,
): Promise<ProbeNowWithState> {
  const monitor = await readMonitor(scope.pageId, id);
  if (!monitor || monitor.archivedAt !== null) throw notFound("monitor");
  const target = targetOf(id, await tried(monitor, patch, context));
  const isFromCatalogue = monitor.catalogueKey !== null;
  return await ask(scope, { monitorId: id, target: { target, isFromCatalogue } }, context.now);
}

/** The same for a monitor that does not exist yet. @throws Failure invalid, too_many */
export async function probeSettings(
  scope: Scope<"monitors:write">,
  settings: NewMonitor,
  context: Context,
): Promise<ProbeNowWithState> {
  const faults = monitorFaults(settings);
  if (faults.length > 0) throw invalid(faults);
  const target = targetOf("unsaved", splitMonitor(settings));
  await requireDestination(settings, context.checkDestination);
  return await ask(scope, { monitorId: null, target: { target, isFromCatalogue: false } }, context.now);
}
