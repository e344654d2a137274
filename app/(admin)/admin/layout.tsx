import { AdminProvider } from "#components/admin/client/context.tsx";
import { Shell } from "#components/admin/shell/shell.tsx";
import { publicUrl } from "#lib/web/admin-document.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function AdminLayout({ children }: { children: React.ReactNode }) {
  const { language, page, person } = await adminSession();
  const facts = {
    pageId: page.id,
    pageName: page.name,
    pageLanguages: page.languages,
    timeZone: page.timeZone,
    language,
    publicUrl: publicUrl(),
    person: { id: person.id, name: person.name, role: person.role },
  };
  return (
    <AdminProvider facts={facts}>
      <Shell>{children}</Shell>
    </AdminProvider>
  );
}
