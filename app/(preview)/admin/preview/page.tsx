import { Preview } from "#components/admin/preview/preview.tsx";
import { adminSession } from "#lib/web/session.ts";

/** What is being written, as the public page will show it; told by the composer around it. */
export default async function PreviewPage() {
  const { page } = await adminSession();
  return <Preview first={page.languages[0] ?? "ko"} timeZone={page.timeZone} />;
}
