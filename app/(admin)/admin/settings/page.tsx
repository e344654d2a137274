import { ChannelSettings } from "#components/admin/settings/channels.tsx";
import { ColourSettings } from "#components/admin/settings/colours.tsx";
import { DataSettings } from "#components/admin/settings/data.tsx";
import { GeneralSettings } from "#components/admin/settings/general.tsx";
import { LogoSettings } from "#components/admin/settings/logo.tsx";
import { PolicySettings } from "#components/admin/settings/policy.tsx";
import { SettingsFrame, type Tab } from "#components/admin/settings/tabs.tsx";
import type { Page } from "#lib/domain/page/page.ts";
import { readSending } from "#lib/usecases/deliveries/sending.ts";
import { namedPolicies } from "#lib/usecases/pages/policies.ts";
import { readScopedPage } from "#lib/usecases/pages/read.ts";
import type { Scope } from "#lib/usecases/requests/authorize.ts";
import { measureDisk } from "#lib/usecases/retention/disk-use.ts";
import { setups } from "#lib/web/admin/setups.ts";
import { firstOf, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

type Part = (
  page: Page,
  scope: Scope<"settings:write">,
  asReader: Scope<"page:read">,
) => Promise<React.ReactNode>;

const PARTS: Record<Tab, Part> = {
  general: async (page) => <GeneralSettings page={page} zones={Intl.supportedValuesOf("timeZone")} />,
  look: async (page) => (
    <>
      <LogoSettings logo={page.logo} />
      <ColourSettings theme={page.theme} revision={page.revision} />
    </>
  ),
  policy: async (page, _scope, asReader) => (
    <PolicySettings policy={page.policy} versions={await namedPolicies(asReader)} revision={page.revision} />
  ),
  channels: async (_page, _scope, asReader) => {
    const now = Date.now();
    return <ChannelSettings sending={await readSending(asReader, setups(), now)} nowAt={now} />;
  },
  data: async (page, scope) => (
    <DataSettings
      rawRetentionDays={page.rawRetentionDays}
      revision={page.revision}
      disk={await measureDisk(scope)}
    />
  ),
};

export default async function SettingsPage({ searchParams }: Query) {
  const session = await adminSession();
  const scope = session.scope("settings:write");
  const { tab = "general", done } = await firstOf(searchParams);
  const known: Tab = Object.hasOwn(PARTS, tab) ? (tab as Tab) : "general";
  const page = await readScopedPage(scope);
  return (
    <SettingsFrame tab={known} done={done}>
      {await PARTS[known](page, scope, session.scope("page:read"))}
    </SettingsFrame>
  );
}
