import { SourceScreen } from "#components/admin/alert-sources/source-screen.tsx";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewAlertSourcePage() {
  const session = await adminSession();
  session.scope("monitors:write");
  const scope = session.scope("page:read");
  const components = await listPageComponents(scope, { archived: false }, Date.now());
  return <SourceScreen components={components.map(({ id, name }) => ({ id, name }))} />;
}
