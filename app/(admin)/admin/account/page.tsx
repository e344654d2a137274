import { Account } from "#components/admin/account/account.tsx";
import { PageHead } from "#components/admin/ui/page-head.tsx";
import { presentAccount } from "#lib/api/manage/people/account.ts";
import { presentSession } from "#lib/api/manage/people/team.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { readAccount } from "#lib/usecases/account/read.ts";
import { listOwnSessions } from "#lib/usecases/account/sessions.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function AccountPage() {
  const { language, person, scope, sessionId } = await adminSession();
  const own = scope("page:read");
  const [account, sessions] = [await readAccount(own), await listOwnSessions(own, Date.now(), sessionId)];
  return (
    <>
      <PageHead title={shellWord("account", language)} lead={person.email} />
      <Account account={presentAccount(account)} sessions={sessions.map(presentSession)} />
    </>
  );
}
