import type { Scope } from "#lib/data/scope.ts";
import { archiveTemplate, lockTemplate } from "#lib/data/templates/templates.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Takes a template away; what was begun with it stays. @throws Failure not_found */
export const deleteTemplate = (scope: Scope<"incidents:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const template = await lockTemplate(tx, scope.pageId, id);
    if (!template) throw notFound("template");
    await archiveTemplate(tx, id, now);
    const about = { objectKind: "template", objectId: id };
    return {
      result: undefined,
      audit: { action: "template.delete", ...about, before: { name: template.name } },
      event: null,
    };
  });
