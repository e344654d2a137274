import { ComponentScreen } from "#components/admin/components/component-screen.tsx";
import { Corrections } from "#components/admin/components/corrections.tsx";
import { destinationText } from "#lib/domain/page/monitor-text.ts";
import { listPageGroups } from "#lib/usecases/component-groups/list.ts";
import { readOneComponent } from "#lib/usecases/components/read.ts";
import { listCorrections } from "#lib/usecases/corrections/list.ts";
import { listPageMonitors } from "#lib/usecases/monitors/list.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

/** Corrections that are shown; older ones are told by the manage API. */
const SHOWN_CORRECTIONS = { skip: 0, take: 50 };

export default async function ComponentPage({ params }: ById) {
  const scope = (await adminSession()).scope("page:read");
  const { id } = await params;
  const component = await found(readOneComponent(scope, id, Date.now()));
  const corrections = await found(listCorrections(scope, id, SHOWN_CORRECTIONS));
  const monitors = await listPageMonitors(scope, { componentId: id, archived: false });
  return (
    <ComponentScreen
      component={component}
      groups={await listPageGroups(scope)}
      monitors={monitors.map((monitor) => ({ id: monitor.id, label: destinationText(monitor) }))}
    >
      <Corrections componentId={id} corrections={corrections} />
    </ComponentScreen>
  );
}
