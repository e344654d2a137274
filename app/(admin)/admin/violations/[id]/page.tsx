import { ViolationScreen } from "#components/admin/violations/violation-screen.tsx";
import { readViolation } from "#lib/usecases/violations/read.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function ViolationPage({ params }: ById) {
  const scope = (await adminSession()).scope("page:read");
  const { id } = await params;
  return <ViolationScreen view={await found(readViolation(scope, id, Date.now()))} />;
}
