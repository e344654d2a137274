import { GroupScreen } from "#components/admin/components/group-screen.tsx";
import { readOneGroup } from "#lib/usecases/component-groups/read.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function GroupPage({ params }: ById) {
  const scope = (await adminSession()).scope("page:read");
  const group = await found(readOneGroup(scope, (await params).id));
  const components = await listPageComponents(scope, { archived: false }, Date.now());
  return <GroupScreen group={group} components={components} />;
}
