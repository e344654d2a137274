import "server-only";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { listPageGroups } from "#lib/usecases/component-groups/list.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { readReach } from "#lib/usecases/subscribers/desk/reach.ts";
import { listTeamNames } from "#lib/usecases/team/names.ts";
import { listTemplates } from "#lib/usecases/templates/read.ts";
import type { AdminSession } from "../session.ts";
import { setups } from "./setups.ts";

/** What a writer of incidents may choose from: components with what they show, templates, people; and whom words reach. */
export async function incidentChoices(session: AdminSession, now: number): Promise<Choices> {
  const scope = session.scope("page:read");
  const [components, groups, templates, people, reach] = await Promise.all([
    listPageComponents(scope, { archived: false }, now),
    listPageGroups(scope),
    listTemplates(scope),
    listTeamNames(scope),
    readReach(scope, setups()),
  ]);
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  return {
    components: components.map(({ id, name, translations, groupId, status, published }) => ({
      ...{ id, name, translations, state: status.wire, isPublished: published },
      groupName: (groupId && groupNames.get(groupId)) ?? null,
    })),
    templates: templates.map(({ updateStatus, shouldSendNotifications, ...template }) => ({
      ...{ id: template.id, kind: template.kind, name: template.name, title: template.title },
      ...{ body: template.body, translations: template.translations, components: template.components },
      status: updateStatus,
      delivers: shouldSendNotifications,
    })),
    people,
    reach,
  };
}
