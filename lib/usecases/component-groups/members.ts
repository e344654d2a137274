import { setMembers, unknownComponents } from "#lib/data/page/component-groups.ts";
import type { Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";

/** Makes exactly these the members of a group, in this order. @throws Failure invalid with the place of each unknown id */
export async function assignMembers(
  tx: Tx,
  pageId: string,
  groupId: string,
  ids: readonly string[],
): Promise<void> {
  const unknown = new Set(await unknownComponents(tx, pageId, ids));
  if (unknown.size > 0)
    throw invalid(
      ids.flatMap((id, i) =>
        unknown.has(id)
          ? [{ path: `component_group.components.${i}`, message: "no such component on this page" }]
          : [],
      ),
    );
  await setMembers(tx, pageId, groupId, [...new Set(ids)]);
}
