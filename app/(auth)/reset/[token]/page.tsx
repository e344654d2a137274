import { LinkPage } from "#components/admin/sign-in/link-page.tsx";
import { linkPage } from "#lib/web/sign-in/link-page.ts";

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  return <LinkPage {...(await linkPage("reset", (await params).token))} />;
}
