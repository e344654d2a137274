import { readStatuses, withStatus } from "#lib/data/page/component-status.ts";
import { lockComponent, nextPosition, updateComponent } from "#lib/data/page/components.ts";
import { requestAllDays } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import type { Component, ComponentPatch, ComponentWithStatus } from "#lib/domain/page/component.ts";
import { requireGroup } from "./create.ts";
import { switchSource } from "./source.ts";
import { sayStatus } from "./status.ts";

const CHANGEABLE = [
  "name",
  "description",
  "translations",
  "groupId",
  "position",
  "showcase",
  "onlyShowIfDegraded",
  "published",
  "startDate",
  "baselineSource",
  "archivedAt",
] as const;

async function locked(tx: Tx, pageId: string, id: string, patch: ComponentPatch): Promise<Component> {
  const component = await lockComponent(tx, pageId, id);
  if (!component || (component.archivedAt !== null && patch.archived !== false)) throw notFound("component");
  return component;
}

async function fieldsOf(tx: Tx, before: Component, patch: ComponentPatch) {
  const { group_id: groupId } = patch;
  if (groupId) await requireGroup(tx, before.pageId, groupId);
  const moves = groupId !== undefined && groupId !== before.groupId;
  return {
    name: patch.name,
    description: patch.description,
    translations: patch.translations,
    groupId,
    position: patch.position ?? (moves ? await nextPosition(tx, before.pageId, groupId) : undefined),
    showcase: patch.showcase,
    onlyShowIfDegraded: patch.only_show_if_degraded,
    published: patch.published,
    startDate: patch.start_date,
    baselineSource: patch.baseline_source,
    ...(patch.archived === false && { archivedAt: null }),
  };
}

/**
 * Changes a component, or brings an archived one back. @throws Failure not_found, invalid (unknown group)
 */
export const updateOneComponent = (
  scope: Scope<"components:write">,
  id: string,
  patch: ComponentPatch,
  now: number,
): Promise<ComponentWithStatus> =>
  change(scope, async (tx) => {
    const before = await locked(tx, scope.pageId, id, patch);
    const statusBefore = (await readStatuses([before], now, tx)).get(id)!.wire;
    const fields = given(await fieldsOf(tx, before, patch));
    const after = { ...before, ...fields };
    const changed = difference(before, after, CHANGEABLE);
    if (after.baselineSource !== before.baselineSource) await switchSource(tx, before, now);
    const said = patch.status !== undefined && (await sayStatus(tx, after, patch.status, now));
    const row = changed || said ? await updateComponent(tx, id, fields, now) : before;
    if (row.startDate !== before.startDate) await requestAllDays(tx, [id]);
    const result = (await withStatus([row], now, tx))[0]!;
    if (!changed && !said) return { result, audit: null, event: null };
    const status = said ? { before: { status: statusBefore }, after: { status: patch.status! } } : null;
    return {
      result,
      audit: {
        action: said && !changed ? "component.status" : "component.update",
        objectKind: "component",
        objectId: id,
        before: { ...changed?.before, ...status?.before },
        after: { ...changed?.after, ...status?.after },
      },
      event: said
        ? {
            kind: "component.status_changed",
            payload: { component_id: id, old_status: statusBefore, new_status: result.status.wire },
          }
        : { kind: "component.updated", payload: { component_id: id, fields: Object.keys(changed!.after) } },
    };
  });
