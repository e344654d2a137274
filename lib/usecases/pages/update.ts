import { listComponents } from "#lib/data/page/components.ts";
import { lockPage, updatePage } from "#lib/data/page/pages.ts";
import { rememberPolicy } from "#lib/data/page/policies.ts";
import { requestAllDays } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import type { Page, PagePatch } from "#lib/domain/page/page.ts";

const CHANGEABLE = [
  "name",
  "timeZone",
  "languages",
  "translations",
  "links",
  "rawRetentionDays",
  "policy",
  "theme",
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

/** The page, locked. @throws Failure not_found, conflict with the page as it is now when `revision` is an older one */
async function requireRevision(tx: Tx, pageId: string, revision: number | undefined): Promise<Page> {
  const page = await lockPage(tx, pageId);
  if (!page) throw notFound("page");
  if (revision !== undefined && revision !== page.revision)
    throw new Failure("conflict", "Somebody else changed the settings meanwhile", { current: page });
  return page;
}

/** Each version of the policy is kept, the one that was in use before as well. */
async function keepPolicies(tx: Tx, before: Page, after: Page, scope: Scope, now: number): Promise<void> {
  if (after.policy.version === before.policy.version) return;
  const made = { actor: { kind: "system", id: "start" }, at: before.createdAt } as const;
  await rememberPolicy(tx, before.id, before.policy, made);
  await rememberPolicy(tx, after.id, after.policy, { actor: scope.actor, at: now });
}

/**
 * Changes settings and texts of the page. Figures of uptime are reckoned by the present policy wherever they are shown:
 * another policy counts nothing again, another zone counts all days again.
 * @throws Failure not_found, conflict (an older revision; with the page as it is now)
 */
export const updateScopedPage = (
  scope: Scope<"settings:write">,
  patch: PagePatch,
  now: number,
): Promise<Page> =>
  change(scope, async (tx) => {
    const before = await requireRevision(tx, scope.pageId, patch.revision);
    const fields = given({
      name: patch.name,
      timeZone: patch.time_zone,
      languages: patch.languages,
      translations: patch.translations,
      links: patch.links,
      rawRetentionDays: patch.raw_retention_days,
      policy: nextPolicy(before, patch.policy?.weights),
      theme: patch.theme,
    });
    const changed = difference(before, { ...before, ...fields }, CHANGEABLE);
    if (!changed) return { result: before, audit: null, event: null };
    const page = await updatePage(tx, before.id, fields, now);
    await keepPolicies(tx, before, page, scope, now);
    if (page.timeZone !== before.timeZone) await recountEverything(tx, page.id);
    return {
      result: page,
      audit: { action: "page.update", objectKind: "page", objectId: page.id, ...changed },
      event: { kind: "page.updated", payload: { page_id: page.id, fields: Object.keys(changed.after) } },
    };
  });
