import { withStatus } from "#lib/data/page/component-status.ts";
import { readComponent } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";

/** One component that is not archived, with what it shows at `now` (ms). @throws Failure not_found */
export async function readOneComponent(
  scope: Scope<"page:read">,
  id: string,
  now: number,
): Promise<ComponentWithStatus> {
  const component = await readComponent(scope.pageId, id);
  if (!component || component.archivedAt !== null) throw notFound("component");
  return (await withStatus([component], now))[0]!;
}
