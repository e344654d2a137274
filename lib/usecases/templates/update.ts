import type { Scope } from "#lib/data/scope.ts";
import { lockTemplate, saveTemplate } from "#lib/data/templates/templates.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import {
  type Template,
  type TemplatePatch,
  templateComponents,
  templateFaults,
} from "#lib/domain/templates/template.ts";
import { refuse, requireComponents, TEMPLATE_FIELDS } from "./create.ts";

const fieldsOf = (patch: TemplatePatch) =>
  given({
    kind: patch.kind,
    name: patch.name,
    title: patch.title,
    body: patch.body,
    translations: patch.translations,
    groupId: patch.group_id,
    updateStatus: patch.update_status,
    components: templateComponents(patch),
    shouldSendNotifications: patch.should_send_notifications,
  });

/** Changes a template. @throws Failure not_found, invalid (as in createTemplate) */
export const updateTemplate = (
  scope: Scope<"incidents:write">,
  id: string,
  patch: TemplatePatch,
  now: number,
): Promise<Template> =>
  change(scope, async (tx) => {
    const before = await lockTemplate(tx, scope.pageId, id);
    if (!before) throw notFound("template");
    const fields = fieldsOf(patch);
    const after = { ...before, ...fields };
    // The whole of it: another kind knows other names.
    refuse(templateFaults({ ...after, update_status: after.updateStatus }));
    const had = new Set(before.components.map(({ componentId }) => componentId));
    const named = (fields.components ?? []).filter(({ componentId }) => !had.has(componentId));
    await requireComponents(tx, scope.pageId, named);
    const changed = difference(before, after, TEMPLATE_FIELDS);
    if (!changed) return { result: before, audit: null, event: null };
    return {
      result: await saveTemplate(tx, id, fields, now),
      audit: { action: "template.update", objectKind: "template", objectId: id, ...changed },
      event: null,
    };
  });
