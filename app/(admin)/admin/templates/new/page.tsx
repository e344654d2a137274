import { TemplateScreen } from "#components/admin/templates/template-screen.tsx";
import { TEMPLATE_KINDS } from "#lib/domain/templates/template.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewTemplatePage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const query = await firstOf(searchParams);
  const components = await listPageComponents(scope, { archived: false }, Date.now());
  return (
    <TemplateScreen
      kind={TEMPLATE_KINDS.find((one) => one === query.kind)}
      components={components.map(({ id, name }) => ({ id, name }))}
    />
  );
}
