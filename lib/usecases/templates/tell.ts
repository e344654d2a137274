import { withStatus } from "#lib/data/page/component-status.ts";
import { readLiveComponents } from "#lib/data/page/components.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import type { Template } from "#lib/domain/templates/template.ts";

/** A template with the components that it names and that are still there, as they stand at `now`. */
export type ToldTemplate = { template: Template; shown: ComponentWithStatus[] };

/** Templates with the components that still are. */
export async function tellTemplates(
  pageId: string,
  templates: readonly Template[],
  now: number,
  tx?: Tx,
): Promise<ToldTemplate[]> {
  const ids = [...new Set(templates.flatMap(({ components }) => components.map((one) => one.componentId)))];
  const live = ids.length === 0 ? [] : await readLiveComponents(pageId, ids, tx);
  const shown = new Map((await withStatus(live, now, tx)).map((component) => [component.id, component]));
  return templates.map((template) => ({
    template,
    shown: template.components.flatMap(({ componentId }) => shown.get(componentId) ?? []),
  }));
}

/** One template as doors tell it. */
export async function tellTemplate(template: Template, now: number, tx?: Tx): Promise<ToldTemplate> {
  return (await tellTemplates(template.pageId, [template], now, tx))[0]!;
}
