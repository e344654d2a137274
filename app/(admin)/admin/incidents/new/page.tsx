import { NewIncident } from "#components/admin/composer/new-incident.tsx";
import { STATES } from "#lib/domain/status/state.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

type Props = { searchParams: Promise<{ component?: string; state?: string }> };

export default async function NewIncidentPage({ searchParams }: Props) {
  const session = await adminSession();
  session.scope("incidents:write");
  const now = Date.now();
  const [choices, asked] = [await incidentChoices(session, now), await searchParams];
  const known = choices.components.find(({ id }) => id === asked.component);
  const state = STATES.find((one) => one === asked.state);
  return (
    <NewIncident
      choices={choices}
      nowAt={now}
      {...(known && state && { begin: { componentId: known.id, state } })}
    />
  );
}
