import { readGroup, setMembers, updateGroup } from "#lib/data/page/component-groups.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Takes a group from the page; its components stay, without a group. @throws Failure not_found */
export const deleteComponentGroup = (
  scope: Scope<"components:write">,
  id: string,
  now: number,
): Promise<void> =>
  change(scope, async (tx) => {
    const before = await readGroup(scope.pageId, id, tx);
    if (!before) throw notFound("component group");
    await setMembers(tx, scope.pageId, id, []);
    await updateGroup(tx, id, { archivedAt: new Date(now) }, now);
    const { name, componentIds } = before;
    return {
      result: undefined,
      audit: {
        action: "component_group.delete",
        objectKind: "component_group",
        objectId: id,
        before: { name, componentIds },
      },
      event: { kind: "component_group.deleted", payload: { component_group_id: id } },
    };
  });
