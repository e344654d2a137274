import { TemplateScreen } from "#components/admin/templates/template-screen.tsx";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { readOneTemplate } from "#lib/usecases/templates/read.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function TemplatePage({ params }: ById) {
  const scope = (await adminSession()).scope("page:read");
  const template = await found(readOneTemplate(scope, (await params).id));
  const components = await listPageComponents(scope, { archived: false }, Date.now());
  return <TemplateScreen template={template} components={components.map(({ id, name }) => ({ id, name }))} />;
}
