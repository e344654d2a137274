import { readGroup, setMembers, updateGroup } from "#lib/data/page/component-groups.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Lets the members go and archives the group, within a change. */
export async function deleteInside(tx: Tx, pageId: string, id: string, now: number): Promise<void> {
  await setMembers(tx, pageId, id, []);
  await updateGroup(tx, id, { archivedAt: new Date(now) }, now);
}

/** Takes a group from the page; its components stay, without a group. @throws Failure not_found */
export const deleteComponentGroup = (
  scope: Scope<"components:write">,
  id: string,
  now: number,
): Promise<void> =>
  change(scope, async (tx) => {
    const before = await readGroup(scope.pageId, id, tx);
    if (!before) throw notFound("component group");
    await deleteInside(tx, scope.pageId, id, now);
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
