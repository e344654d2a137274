import { newId } from "#lib/data/new-id.ts";
import { readLiveComponents } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import { countTemplates, insertTemplate } from "#lib/data/templates/templates.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { type Fault, invalid } from "#lib/domain/errors.ts";
import {
  MAX_TEMPLATES,
  type NewTemplate,
  type Template,
  templateComponents,
  templateFaults,
} from "#lib/domain/templates/template.ts";
import { readScopedPage } from "../pages/read.ts";

/** @throws Failure invalid when there are any */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0)
    throw invalid(faults.map(({ path, message }) => ({ path: `template.${path}`, message })));
}

/** @throws Failure invalid unless each is a component of the page that is not archived */
export async function requireComponents(
  tx: Tx,
  pageId: string,
  named: Template["components"],
): Promise<void> {
  const ids = named.map(({ componentId }) => componentId);
  const known = new Set((await readLiveComponents(pageId, ids, tx)).map(({ id }) => id));
  const strangers = ids.filter((id) => !known.has(id));
  refuse(strangers.map((id) => ({ path: `components.${id}`, message: "no such component on this page" })));
}

/** What an audit record keeps of a template. */
export const TEMPLATE_FIELDS = [
  "kind",
  "name",
  "title",
  "body",
  "translations",
  "groupId",
  "updateStatus",
  "components",
  "shouldSendNotifications",
] as const satisfies (keyof Template)[];

/** Adds a template. @throws Failure invalid (unknown names or components, a status of another kind, too many) */
export const createTemplate = (
  scope: Scope<"incidents:write">,
  input: NewTemplate,
  now: number,
): Promise<Template> =>
  change(scope, async (tx) => {
    const page = await readScopedPage(scope, tx);
    refuse(templateFaults(input));
    if ((await countTemplates(tx, page.id)) >= MAX_TEMPLATES)
      refuse([{ path: "name", message: `a page has at most ${MAX_TEMPLATES} templates` }]);
    const components = templateComponents(input) ?? [];
    await requireComponents(tx, page.id, components);
    const fields = {
      kind: input.kind,
      name: input.name,
      title: input.title,
      body: input.body,
      translations: input.translations,
      groupId: input.group_id ?? null,
      updateStatus: input.update_status ?? null,
      components,
      shouldSendNotifications: input.should_send_notifications,
    };
    const template = await insertTemplate(tx, page.id, newId(), fields, now);
    return {
      result: template,
      audit: { action: "template.create", objectKind: "template", objectId: template.id, after: fields },
      event: null,
    };
  });
