import { NewComponent } from "#components/admin/components/component-screen.tsx";
import { listPageGroups } from "#lib/usecases/component-groups/list.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewComponentPage() {
  const scope = (await adminSession()).scope("page:read");
  return <NewComponent groups={await listPageGroups(scope)} />;
}
