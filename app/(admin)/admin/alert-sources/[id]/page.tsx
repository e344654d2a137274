import { SourceScreen } from "#components/admin/alert-sources/source-screen.tsx";
import { withoutSecret } from "#lib/domain/alerts/shown.ts";
import { readOneAlertSource } from "#lib/usecases/alert-sources/read.ts";
import { listPageAlerts } from "#lib/usecases/alerts/list.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

const SHOWN_ALERTS = 20;

export default async function AlertSourcePage({ params }: ById) {
  const session = await adminSession();
  const scope = session.scope("page:read");
  const { id } = await params;
  const source = await found(readOneAlertSource(session.scope("monitors:write"), id));
  const [alerts, components] = await Promise.all([
    listPageAlerts(scope, { source_id: id, limit: SHOWN_ALERTS }),
    listPageComponents(scope, { archived: false }, Date.now()),
  ]);
  return (
    <SourceScreen
      source={withoutSecret(source)}
      alerts={alerts}
      components={components.map((component) => ({ id: component.id, name: component.name }))}
    />
  );
}
