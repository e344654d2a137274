import { lockMonitor, updateMonitor } from "#lib/data/page/monitors.ts";
import { requestJudging } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Stops a monitor for good; what it measured stays part of its component's history. @throws Failure not_found */
export const archiveMonitor = (scope: Scope<"monitors:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const monitor = await lockMonitor(tx, scope.pageId, id);
    if (!monitor || monitor.archivedAt !== null) throw notFound("monitor");
    await updateMonitor(tx, id, { archivedAt: new Date(now), nextProbeAt: null, secretHash: null }, now);
    await requestJudging(tx, [id], now);
    return {
      result: undefined,
      audit: { action: "monitor.archive", objectKind: "monitor", objectId: id },
      event: { kind: "monitor.archived", payload: { monitor_id: id, component_id: monitor.componentId } },
    };
  });
