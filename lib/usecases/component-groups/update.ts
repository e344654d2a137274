import { readGroup, updateGroup } from "#lib/data/page/component-groups.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import type { ComponentGroup, ComponentGroupPatch } from "#lib/domain/page/component-group.ts";
import { assignMembers } from "./members.ts";

const CHANGEABLE = ["name", "description", "translations", "position", "componentIds"] as const;

/** Changes a group; `components`, if given, are all its members from now on. @throws Failure not_found, invalid */
export const updateComponentGroup = (
  scope: Scope<"components:write">,
  id: string,
  patch: ComponentGroupPatch,
  now: number,
): Promise<ComponentGroup> =>
  change(scope, async (tx) => {
    const before = await readGroup(scope.pageId, id, tx);
    if (!before) throw notFound("component group");
    const { components, ...texts } = patch;
    const fields = given(texts);
    const wanted = { ...before, ...fields, componentIds: components ?? before.componentIds };
    if (!difference(before, wanted, CHANGEABLE)) return { result: before, audit: null, event: null };
    await updateGroup(tx, id, fields, now);
    if (components) await assignMembers(tx, scope.pageId, id, components);
    const result = (await readGroup(scope.pageId, id, tx))!;
    const changed = difference(before, result, CHANGEABLE);
    return {
      result,
      audit: { action: "component_group.update", objectKind: "component_group", objectId: id, ...changed },
      event: { kind: "component_group.updated", payload: { component_group_id: id } },
    };
  });
