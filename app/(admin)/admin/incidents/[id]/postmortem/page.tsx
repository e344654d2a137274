import { PostmortemScreen } from "#components/admin/incidents/postmortem-screen.tsx";
import { adminIncident } from "#lib/web/admin/incident.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function PostmortemPage({ params }: { params: Promise<{ id: string }> }) {
  return <PostmortemScreen incident={await adminIncident(await adminSession(), params)} />;
}
