import "../(public)/[locale]/styles/tokens.css";
import "../(public)/[locale]/styles/page.css";
import "../(public)/[locale]/styles/status.css";
import "../(public)/[locale]/styles/history.css";
import "./preview.css";
import { AdminDocument } from "#components/admin/shell/document.tsx";
import { adminDocument } from "#lib/web/admin-document.ts";

export const dynamic = "force-dynamic";
export const metadata = { title: "T-Developer Status", robots: { index: false } };

/** The document of the preview: the public page's stylesheet, without its frame. */
export default async function PreviewRoot({ children }: { children: React.ReactNode }) {
  return <AdminDocument {...(await adminDocument())}>{children}</AdminDocument>;
}
