import "../(public)/[locale]/styles/tokens.css";
import "../(admin)/styles/admin.css";
import type { Metadata, Viewport } from "next";
import { AdminDocument } from "#components/admin/shell/document.tsx";
import { adminDocument } from "#lib/web/admin-document.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "T-Developer Status", robots: { index: false } };
export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function AuthRoot({ children }: { children: React.ReactNode }) {
  return (
    <AdminDocument {...(await adminDocument())}>
      <main className="mx-auto grid min-h-dvh w-full max-w-md content-center px-4 py-10">{children}</main>
    </AdminDocument>
  );
}
