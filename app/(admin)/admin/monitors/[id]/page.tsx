import { MonitorScreen } from "#components/admin/monitors/monitor-screen.tsx";
import { valuesOf } from "#components/admin/monitors/values.ts";
import { destinationText } from "#lib/domain/page/monitor-text.ts";
import { readOneComponent } from "#lib/usecases/components/read.ts";
import { readFacts } from "#lib/usecases/monitors/facts.ts";
import { readOneMonitor } from "#lib/usecases/monitors/read.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function MonitorPage({ params }: ById) {
  const scope = (await adminSession()).scope("page:read");
  const monitor = await found(readOneMonitor(scope, (await params).id));
  const component = await found(readOneComponent(scope, monitor.componentId, Date.now()));
  const facts = (await readFacts(scope)).get(monitor.id);
  return (
    <MonitorScreen
      id={monitor.id}
      label={destinationText(monitor)}
      isSelf={monitor.kind === "self"}
      values={valuesOf(monitor)}
      state={facts?.state ?? null}
      since={facts?.since ?? null}
      lastPingAt={monitor.lastPingAt}
      tlsExpiresAt={monitor.tlsExpiresAt}
      component={{ id: component.id, name: component.name }}
    />
  );
}
