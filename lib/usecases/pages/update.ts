import { listComponents } from "#lib/data/page/components.ts";
import { updatePage } from "#lib/data/page/pages.ts";
import { requestAllDays } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import type { Page, PagePatch } from "#lib/domain/page/page.ts";
import { readScopedPage } from "./read.ts";

const CHANGEABLE = [
  "name",
  "timeZone",
  "languages",
  "translations",
  "links",
  "rawRetentionDays",
  "policy",
] as const;

/** Days are calendar days of the page's zone: another zone means other days, of all that was ever counted. */
async function recountEverything(tx: Tx, pageId: string): Promise<void> {
  const components = [
    ...(await listComponents(pageId, { archived: false }, tx)),
    ...(await listComponents(pageId, { archived: true }, tx)),
  ];
  await requestAllDays(
    tx,
    components.map((component) => component.id),
  );
}

/** Another weighting of uptime is another version of the policy: figures say by which one they were reckoned. */
function nextPolicy(page: Page, weights: Page["policy"]["weights"] | undefined): Page["policy"] {
  if (!weights || !difference(page.policy, { ...page.policy, weights }, ["weights"])) return page.policy;
  return { version: page.policy.version + 1, weights };
}

/** Changes settings and texts of the page. @throws Failure not_found */
export const updateScopedPage = (
  scope: Scope<"settings:write">,
  patch: PagePatch,
  now: number,
): Promise<Page> =>
  change(scope, async (tx) => {
    const before = await readScopedPage(scope, tx);
    const fields = given({
      name: patch.name,
      timeZone: patch.time_zone,
      languages: patch.languages,
      translations: patch.translations,
      links: patch.links,
      rawRetentionDays: patch.raw_retention_days,
      policy: nextPolicy(before, patch.policy?.weights),
    });
    const changed = difference(before, { ...before, ...fields }, CHANGEABLE);
    if (!changed) return { result: before, audit: null, event: null };
    const page = await updatePage(tx, before.id, fields, now);
    if (page.timeZone !== before.timeZone) await recountEverything(tx, page.id);
    return {
      result: page,
      audit: { action: "page.update", objectKind: "page", objectId: page.id, ...changed },
      event: { kind: "page.updated", payload: { page_id: page.id, fields: Object.keys(changed.after) } },
    };
  });
