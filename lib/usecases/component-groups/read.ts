import { readGroup } from "#lib/data/page/component-groups.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";

/** One component group with its members. @throws Failure not_found */
export async function readOneGroup(scope: Scope<"page:read">, id: string): Promise<ComponentGroup> {
  const group = await readGroup(scope.pageId, id);
  if (!group) throw notFound("component group");
  return group;
}
