import { newId } from "#lib/data/new-id.ts";
import { countGroups, insertGroup, readGroup } from "#lib/data/page/component-groups.ts";
import { nextPosition } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import { type ComponentGroup, MAX_GROUPS, type NewComponentGroup } from "#lib/domain/page/component-group.ts";
import { readScopedPage } from "../pages/read.ts";
import { assignMembers } from "./members.ts";

/** Adds a component group; components that it names leave the group they were in. @throws Failure invalid */
export const createComponentGroup = (
  scope: Scope<"components:write">,
  input: NewComponentGroup,
  now: number,
): Promise<ComponentGroup> =>
  change(scope, async (tx) => {
    const page = await readScopedPage(scope, tx);
    if ((await countGroups(tx, page.id)) >= MAX_GROUPS)
      throw invalid([{ path: "component_group", message: `a page has at most ${MAX_GROUPS} groups` }]);
    const id = newId();
    const fields = {
      name: input.name,
      description: input.description ?? null,
      translations: input.translations ?? {},
      position: input.position ?? (await nextPosition(tx, page.id, null)),
      catalogueKey: null,
    };
    await insertGroup(tx, page.id, id, fields, now);
    await assignMembers(tx, page.id, id, input.components ?? []);
    const result = (await readGroup(page.id, id, tx))!;
    return {
      result,
      audit: {
        action: "component_group.create",
        objectKind: "component_group",
        objectId: id,
        after: { ...fields, componentIds: result.componentIds },
      },
      event: { kind: "component_group.created", payload: { component_group_id: id } },
    };
  });
