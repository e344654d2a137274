import { GroupScreen } from "#components/admin/components/group-screen.tsx";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewGroupPage() {
  const scope = (await adminSession()).scope("page:read");
  return <GroupScreen components={await listPageComponents(scope, { archived: false }, Date.now())} />;
}
