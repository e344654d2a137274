import { lockSetup, readStoredCatalogue } from "#lib/data/page/catalogue.ts";
import { updateMonitor } from "#lib/data/page/monitors.ts";
import { requestJudging } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { type Audit, change, type Tx } from "#lib/data/tx.ts";
import type { Catalogue } from "#lib/domain/page/catalogue.ts";
import {
  describePlan,
  type Plan,
  planCatalogue,
  type Step,
  type StoredCatalogue,
} from "#lib/domain/page/catalogue-plan.ts";
import { deleteInside } from "../component-groups/delete.ts";
import { archiveInside } from "../components/archive.ts";
import { type Site, storeComponent, storeGroup, storeMonitor, storePage } from "./steps.ts";

export type ApplyOptions = {
  now: number;
  platformUrl?: string | undefined;
  /** Only say what would happen. */
  dryRun?: boolean;
  /** Archive what the document no longer has; else it is kept and told. */
  archiveMissing?: boolean;
  /** Do nothing if there is any page already: of several machines that start together, one makes it. */
  onlyFirst?: boolean;
};

export type Applied = {
  /** A readable diff: + added, ~ changed, - missing, = unchanged. */
  lines: string[];
  changed: number;
  /** Secrets of new heartbeat monitors by key: told once. */
  secrets: { key: string; secret: string }[];
};

/** Existing things keep their place in the maps; a missing monitor, component or group stays unless asked. */
async function take(site: Site, step: Step, archiveMissing: boolean): Promise<Audit | null> {
  const id = await store(site, step, archiveMissing);
  if (id === null) return null;
  const action = { add: "create", change: "update", missing: "archive" }[step.act];
  const about = { objectKind: step.noun === "group" ? "component_group" : step.noun, objectId: id };
  const after = { catalogue_key: step.key, ...(step.act === "change" && { fields: step.changed }) };
  return { action: `${about.objectKind}.${action}`, ...about, after };
}

async function store(site: Site, step: Step, archiveMissing: boolean): Promise<string | null> {
  if (step.act === "missing") return archiveMissing ? await archiveMissingNoun(site, step) : null;
  switch (step.noun) {
    case "page":
      return await storePage(site, step);
    case "group":
      return await storeGroup(site, step);
    case "component":
      return await storeComponent(site, step);
    case "monitor":
      return await storeMonitor(site, step);
  }
}

async function archiveMissingNoun(
  { tx, pageId, now }: Site,
  step: Step & { act: "missing" },
): Promise<string> {
  if (step.noun === "component") await archiveInside(tx, pageId, step.id, now);
  else if (step.noun === "group") await deleteInside(tx, pageId, step.id, now);
  else {
    const hidden = { archivedAt: new Date(now), nextProbeAt: null, secretHash: null };
    await updateMonitor(tx, step.id, hidden, now);
    await requestJudging(tx, [step.id], now);
  }
  return step.id;
}

const idsByKey = (rows: { id: string; key: string }[]) => new Map(rows.map(({ id, key }) => [key, id]));

function siteOf(tx: Tx, pageId: string, now: number, stored: StoredCatalogue): Site {
  const [groups, components] = [idsByKey(stored.groups), idsByKey(stored.components)];
  return { tx, pageId, now, groups, components, secrets: new Map() };
}

function applied(plan: Plan, options: ApplyOptions, secrets: Site["secrets"]): Applied {
  const { archiveMissing = false } = options;
  const changed = plan.steps.filter((step) => step.act !== "missing" || archiveMissing).length;
  return {
    lines: describePlan(plan, { archivesMissing: archiveMissing }),
    changed,
    secrets: [...secrets].map(([key, secret]) => ({ key, secret })),
  };
}

/**
 * Makes the page what the document says, in one transaction; applying it again changes nothing. Things are found by their
 * catalogue key, whatever their name is now. Nothing is deleted.
 * @throws Failure invalid
 */
export const applyCatalogue = (
  scope: Scope<"settings:write">,
  document: Catalogue,
  options: ApplyOptions,
): Promise<Applied> =>
  change(scope, async (tx) => {
    await lockSetup(tx);
    const stored = await readStoredCatalogue(tx, scope.pageId);
    if (options.onlyFirst && (await tx.page.count()) > 0)
      return { result: { lines: [], changed: 0, secrets: [] }, audit: null, event: null };
    const plan = planCatalogue(document, stored, { platformUrl: options.platformUrl });
    const site = siteOf(tx, scope.pageId, options.now, stored);
    const audits: Audit[] = [];
    if (!options.dryRun)
      for (const step of plan.steps) {
        const audit = await take(site, step, options.archiveMissing ?? false);
        if (audit) audits.push(audit);
      }
    const result = applied(plan, options, site.secrets);
    if (audits.length === 0) return { result, audit: null, event: null };
    const event = { kind: "catalogue.applied", payload: { page_id: scope.pageId, changed: audits.length } };
    return { result, audit: audits, event };
  });
