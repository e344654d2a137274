import "server-only";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import { listPageGroups } from "#lib/usecases/component-groups/list.ts";
import type { AdminSession } from "../session.ts";
import { incidentChoices } from "./incident-choices.ts";

/** What a subscriber may be limited to. */
export async function subscriberChoices(
  session: AdminSession,
  now: number,
): Promise<{ components: ComponentChoice[]; groups: { id: string; name: string }[] }> {
  const [{ components }, groups] = await Promise.all([
    incidentChoices(session, now),
    listPageGroups(session.scope("page:read")),
  ]);
  return { components, groups: groups.map(({ id, name }) => ({ id, name })) };
}
