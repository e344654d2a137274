import { TemplateList } from "#components/admin/templates/template-list.tsx";
import { TEMPLATE_KINDS } from "#lib/domain/templates/template.ts";
import { listTemplates } from "#lib/usecases/templates/read.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function TemplatesPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const query = await firstOf(searchParams);
  const kind = TEMPLATE_KINDS.find((one) => one === query.kind);
  return <TemplateList templates={await listTemplates(scope, { kind })} kind={kind} done={query.done} />;
}
