import { LinkPage } from "#components/admin/sign-in/link-page.tsx";
import { linkPage } from "#lib/web/sign-in/link-page.ts";

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  return <LinkPage {...(await linkPage("invite", (await params).token))} />;
}
