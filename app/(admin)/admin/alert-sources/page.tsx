import { SourceList } from "#components/admin/alert-sources/source-list.tsx";
import { withoutSecret } from "#lib/domain/alerts/shown.ts";
import { listPageAlertSources } from "#lib/usecases/alert-sources/read.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function AlertSourcesPage({ searchParams }: Query) {
  const scope = (await adminSession()).scope("monitors:write");
  const { done } = await firstOf(searchParams);
  return <SourceList sources={(await listPageAlertSources(scope)).map(withoutSecret)} done={done} />;
}
