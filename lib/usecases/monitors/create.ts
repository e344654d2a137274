import { randomInt } from "node:crypto";
import { newId } from "#lib/data/new-id.ts";
import { lockComponent, updateComponent } from "#lib/data/page/components.ts";
import { countMonitors, insertMonitor } from "#lib/data/page/monitors.ts";
import type { Scope } from "#lib/data/scope.ts";
import { secretHash } from "#lib/data/status/monitors.ts";
import { change } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import {
  MAX_MONITORS,
  type Monitor,
  monitorFaults,
  type NewMonitor,
  splitMonitor,
} from "#lib/domain/page/monitor.ts";
import { switchSource } from "../components/source.ts";
import { auditable } from "./auditable.ts";
import { type CheckDestination, requireDestination } from "./destination.ts";
import { newSecret } from "./secret.ts";

/** Kinds that our own worker judges slot by slot; samples of the others come to us. */
const isProbed = (kind: Monitor["kind"]): boolean => kind !== "external";

/** `secret` is the heartbeat URL's, told once. */
export type MonitorWithSecret = { monitor: Monitor; secret: string | null };

/** When a monitor is probed: at once, then in slots whose phase is drawn so that monitors do not all start together. */
export const scheduleFrom = (monitor: Pick<Monitor, "kind" | "enabled" | "intervalSeconds">, now: number) =>
  isProbed(monitor.kind)
    ? {
        phaseMs: randomInt(monitor.intervalSeconds * 1000),
        nextProbeAt: monitor.enabled ? new Date(now) : null,
      }
    : { phaseMs: 0, nextProbeAt: null };

/**
 * Adds a monitor to a component, which its monitors speak for from now on.
 * @throws Failure invalid (unknown component, destination that we may not reach, limits)
 */
export async function createMonitor(
  scope: Scope<"monitors:write">,
  input: NewMonitor,
  { now, checkDestination }: { now: number; checkDestination: CheckDestination },
): Promise<MonitorWithSecret> {
  const faults = monitorFaults(input);
  if (faults.length > 0) throw invalid(faults);
  await requireDestination(input, checkDestination);
  const settings = splitMonitor(input);
  const secret = input.kind === "heartbeat" ? newSecret() : null;
  return await change(scope, async (tx) => {
    const component = await lockComponent(tx, scope.pageId, input.component_id);
    if (!component || component.archivedAt !== null)
      throw invalid([{ path: "monitor.component_id", message: "no such component on this page" }]);
    if ((await countMonitors(tx, scope.pageId)) >= MAX_MONITORS)
      throw invalid([{ path: "monitor", message: `a page has at most ${MAX_MONITORS} monitors` }]);
    const hidden = { secretHash: secret && secretHash(secret), ...scheduleFrom(settings, now) };
    const monitor = await insertMonitor(tx, scope.pageId, newId(), { ...settings, ...hidden }, now);
    if (component.baselineSource === "manual") {
      await switchSource(tx, component, now);
      await updateComponent(tx, component.id, { baselineSource: "monitors" }, now);
    }
    return {
      result: { monitor, secret },
      audit: {
        action: "monitor.create",
        objectKind: "monitor",
        objectId: monitor.id,
        after: auditable(monitor),
      },
      event: {
        kind: "monitor.created",
        payload: { monitor_id: monitor.id, component_id: monitor.componentId },
      },
    };
  });
}
