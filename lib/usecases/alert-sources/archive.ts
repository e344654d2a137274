import { lockAlertSource, updateAlertSource } from "#lib/data/alerts/sources.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Ends a source: its address answers as if it had never been. Its alerts and drafts stay. @throws Failure not_found */
export const archiveAlertSource = (scope: Scope<"monitors:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    if (!(await lockAlertSource(tx, scope.pageId, id))) throw notFound("alert source");
    await updateAlertSource(tx, id, { archivedAt: new Date(now) }, now);
    return {
      result: undefined,
      audit: { action: "alert_source.archive", objectKind: "alert_source", objectId: id },
      event: { kind: "alert_source.archived", payload: { alert_source_id: id } },
    };
  });
