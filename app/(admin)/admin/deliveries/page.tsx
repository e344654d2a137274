import { LogScreen } from "#components/admin/deliveries/log-screen.tsx";
import { presentFanOut } from "#lib/api/manage/fan-outs/fan-out.ts";
import { ID_FORM } from "#lib/domain/id.ts";
import { addressOf } from "#lib/domain/subscribers/desk/search.ts";
import { readFanOuts } from "#lib/usecases/fan-outs/progress.ts";
import { readIncident } from "#lib/usecases/incidents/read.ts";
import { firstOf, found, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

const PAGE_SIZE = 30;
const EVENT_ID = /^\d{1,18}$/;

export default async function DeliveriesPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const { incident: asked, before: cursor } = await firstOf(searchParams);
  const incidentId = asked && ID_FORM.test(asked) ? asked : undefined;
  const before = cursor && EVENT_ID.test(cursor) ? cursor : undefined;
  const [incident, fanOuts] = await Promise.all([
    incidentId ? found(readIncident(scope, incidentId)) : null,
    readFanOuts(scope, { incidentId, before, limit: PAGE_SIZE + 1 }),
  ]);
  const shown = fanOuts.slice(0, PAGE_SIZE);
  const query = { incident_id: incidentId, before, limit: PAGE_SIZE };
  const older = { incident: incidentId, before: shown.at(-1)?.eventId };
  return (
    <LogScreen
      initial={shown.map(presentFanOut)}
      incident={incident && { id: incident.id, name: incident.name }}
      query={addressOf("", query).slice(1)}
      older={fanOuts.length > PAGE_SIZE ? addressOf("/admin/deliveries", older) : null}
      isFirst={before === undefined}
    />
  );
}
