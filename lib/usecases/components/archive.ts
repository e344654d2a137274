import { lockComponent, updateComponent } from "#lib/data/page/components.ts";
import { listMonitors, updateMonitor } from "#lib/data/page/monitors.ts";
import { requestJudging } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Archives the component and its monitors within a change. Returns the ids of the monitors. */
export async function archiveInside(tx: Tx, pageId: string, id: string, now: number): Promise<string[]> {
  await updateComponent(tx, id, { archivedAt: now }, now);
  const monitors = await listMonitors(pageId, { componentId: id, archived: false }, tx);
  const hidden = { archivedAt: new Date(now), nextProbeAt: null, secretHash: null };
  for (const monitor of monitors) await updateMonitor(tx, monitor.id, hidden, now);
  const monitorIds = monitors.map((monitor) => monitor.id);
  await requestJudging(tx, monitorIds, now);
  return monitorIds;
}

/**
 * Takes a component from the page with its monitors; everything that was measured stays, and `archived: false` brings
 * the component (not its monitors) back. @throws Failure not_found
 */
export const archiveComponent = (scope: Scope<"components:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const component = await lockComponent(tx, scope.pageId, id);
    if (!component || component.archivedAt !== null) throw notFound("component");
    const monitorIds = await archiveInside(tx, scope.pageId, id, now);
    return {
      result: undefined,
      audit: [
        { action: "component.archive", objectKind: "component", objectId: id },
        ...monitorIds.map((objectId) => ({ action: "monitor.archive", objectKind: "monitor", objectId })),
      ],
      event: { kind: "component.archived", payload: { component_id: id, monitor_ids: monitorIds } },
    };
  });
