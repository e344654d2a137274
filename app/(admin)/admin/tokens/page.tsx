import { TokenScreen } from "#components/admin/tokens/token-screen.tsx";
import { listPageTokens } from "#lib/usecases/tokens/list.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function TokensPage() {
  const scope = (await adminSession()).scope("tokens:write");
  return <TokenScreen tokens={await listPageTokens(scope)} />;
}
