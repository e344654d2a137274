import { newId } from "#lib/data/new-id.ts";
import { readGroup } from "#lib/data/page/component-groups.ts";
import { withStatus } from "#lib/data/page/component-status.ts";
import { countComponents, insertComponent, nextPosition } from "#lib/data/page/components.ts";
import { requestAllDays } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import { type ComponentWithStatus, MAX_COMPONENTS, type NewComponent } from "#lib/domain/page/component.ts";
import { readScopedPage } from "../pages/read.ts";
import { sayStatus } from "./status.ts";

/** @throws Failure invalid unless the group is one of the page's */
export async function requireGroup(tx: Tx, pageId: string, groupId: string): Promise<void> {
  if (!(await readGroup(pageId, groupId, tx)))
    throw invalid([{ path: "component.group_id", message: "no such component group on this page" }]);
}

const fieldsOf = (input: NewComponent) => ({
  groupId: input.group_id ?? null,
  name: input.name,
  description: input.description ?? null,
  translations: input.translations ?? {},
  showcase: input.showcase ?? true,
  onlyShowIfDegraded: input.only_show_if_degraded ?? false,
  published: input.published ?? true,
  startDate: input.start_date ?? null,
  baselineSource: input.baseline_source ?? "manual",
  catalogueKey: null,
});

/** Adds a component to the page. @throws Failure invalid (unknown group, too many components) */
export const createComponent = (
  scope: Scope<"components:write">,
  input: NewComponent,
  now: number,
): Promise<ComponentWithStatus> =>
  change(scope, async (tx) => {
    const page = await readScopedPage(scope, tx);
    if ((await countComponents(tx, page.id)) >= MAX_COMPONENTS)
      throw invalid([{ path: "component", message: `a page has at most ${MAX_COMPONENTS} components` }]);
    const fields = fieldsOf(input);
    if (fields.groupId) await requireGroup(tx, page.id, fields.groupId);
    const position = input.position ?? (await nextPosition(tx, page.id, fields.groupId));
    const component = await insertComponent(tx, page.id, newId(), { ...fields, position }, now);
    await requestAllDays(tx, [component.id]);
    if (input.status) await sayStatus(tx, component, input.status, now);
    const result = (await withStatus([component], now, tx))[0]!;
    const about = { objectKind: "component", objectId: component.id };
    const after = { ...fields, position, status: result.status.wire };
    return {
      result,
      audit: { action: "component.create", ...about, after },
      event: { kind: "component.created", payload: { component_id: component.id } },
    };
  });
