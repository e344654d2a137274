import { readCorrection, revokeRow } from "#lib/data/corrections/stored.ts";
import { lockComponent } from "#lib/data/page/components.ts";
import { requestDays } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import { auditable } from "./create.ts";

/** Takes a correction back: what was measured and claimed counts again. @throws Failure not_found */
export const revokeCorrection = (
  scope: Scope<"components:write">,
  componentId: string,
  id: string,
  now: number,
): Promise<void> =>
  change(scope, async (tx) => {
    const component = await lockComponent(tx, scope.pageId, componentId);
    if (!component || component.archivedAt !== null) throw notFound("component");
    const correction = await readCorrection(tx, componentId, id);
    if (!correction) throw notFound("correction");
    await revokeRow(tx, id, now);
    await requestDays(tx, [componentId], correction.startedAt);
    return {
      result: undefined,
      audit: {
        action: "correction.revoke",
        objectKind: "correction",
        objectId: id,
        before: auditable(correction),
      },
      event: { kind: "component.corrected", payload: { component_id: componentId, correction_id: id } },
    };
  });
