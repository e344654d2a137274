import { ArchivedComponents } from "#components/admin/components/archived-components.tsx";
import { ComponentList } from "#components/admin/components/component-list.tsx";
import { listPageGroups } from "#lib/usecases/component-groups/list.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function ComponentsPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("page:read");
  const { archived, done } = await firstOf(searchParams);
  const components = await listPageComponents(scope, { archived: archived === "1" }, Date.now());
  if (archived === "1") return <ArchivedComponents components={components} done={done} />;
  return <ComponentList components={components} groups={await listPageGroups(scope)} done={done} />;
}
