import { Team } from "#components/admin/team/team.tsx";
import { PageHead } from "#components/admin/ui/page-head.tsx";
import { presentInvitation, presentMember } from "#lib/api/manage/people/team.ts";
import { peopleWord } from "#lib/domain/words/people.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { listInvitations, listTeam } from "#lib/usecases/team/list.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function TeamPage() {
  const { language, scope } = await adminSession();
  const team = scope("team:write");
  const [members, invitations] = [await listTeam(team), await listInvitations(team, Date.now())];
  return (
    <>
      <PageHead title={shellWord("team", language)} lead={peopleWord("team_lead", language)} />
      <Team members={members.map(presentMember)} invitations={invitations.map(presentInvitation)} />
    </>
  );
}
