import { MonitorList } from "#components/admin/monitors/monitor-list.tsx";
import { publicConfig } from "#lib/domain/page/monitor-text.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { readFacts } from "#lib/usecases/monitors/facts.ts";
import { listPageMonitors } from "#lib/usecases/monitors/list.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function MonitorsPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const { q = "", done } = await firstOf(searchParams);
  const [monitors, facts, components] = await Promise.all([
    listPageMonitors(scope, { archived: false }),
    readFacts(scope),
    listPageComponents(scope, { archived: false }, Date.now()),
  ]);
  const names = new Map(components.map(({ id, name }) => [id, name]));
  const listed = monitors.map((monitor) => {
    const { id, kind, enabled } = monitor;
    const { state = null, lastSample = null } = facts.get(id) ?? {};
    return {
      monitor: { id, kind, enabled, config: publicConfig(monitor) },
      componentName: names.get(monitor.componentId) ?? "",
      state,
      lastSample,
    };
  });
  return <MonitorList monitors={listed} q={q} hasComponents={components.length > 0} done={done} />;
}
