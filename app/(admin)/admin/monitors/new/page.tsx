import { NewMonitor } from "#components/admin/monitors/monitor-screen.tsx";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewMonitorPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const components = await listPageComponents(scope, { archived: false }, Date.now());
  const { component } = await firstOf(searchParams);
  const chosen = components.find(({ id }) => id === component) ?? components[0];
  return (
    <NewMonitor
      components={components.map(({ id, name }) => ({ id, name }))}
      componentId={chosen?.id ?? ""}
    />
  );
}
