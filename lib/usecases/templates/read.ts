import type { Scope } from "#lib/data/scope.ts";
import { listTemplateRows, readTemplate } from "#lib/data/templates/templates.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Template, TemplateKind } from "#lib/domain/templates/template.ts";

/** The page's templates by name. */
export const listTemplates = (
  scope: Scope<"page:read">,
  options: { kind?: TemplateKind | undefined; window?: ListWindow | undefined } = {},
): Promise<Template[]> => listTemplateRows(scope.pageId, options);

/** @throws Failure not_found */
export async function readOneTemplate(scope: Scope<"page:read">, id: string): Promise<Template> {
  const template = await readTemplate(scope.pageId, id);
  if (!template) throw notFound("template");
  return template;
}
