import { ImportScreen } from "#components/admin/subscriber-import/import-screen.tsx";
import { adminSession } from "#lib/web/session.ts";

export default async function ImportPage() {
  const session = await adminSession();
  session.scope("subscribers:write");
  return <ImportScreen />;
}
