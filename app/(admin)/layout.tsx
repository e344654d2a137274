import "../(public)/[locale]/styles/tokens.css";
import "./styles/admin.css";
import type { Metadata, Viewport } from "next";
import { AdminDocument } from "#components/admin/shell/document.tsx";
import { adminDocument } from "#lib/web/admin-document.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "T-Developer Status", robots: { index: false } };
export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function AdminRoot({ children }: { children: React.ReactNode }) {
  return <AdminDocument {...(await adminDocument())}>{children}</AdminDocument>;
}
