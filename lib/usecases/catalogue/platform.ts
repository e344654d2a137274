import { lockSetup, readStoredCatalogue } from "#lib/data/page/catalogue.ts";
import type { Scope } from "#lib/data/scope.ts";
import { type Audit, change } from "#lib/data/tx.ts";
import { type Catalogue, everyComponent, platformAddress } from "#lib/domain/page/catalogue.ts";
import {
  describePlan,
  planCatalogue,
  type Step,
  type StoredCatalogue,
} from "#lib/domain/page/catalogue-plan.ts";
import type { MonitorConfigs } from "#lib/domain/status/monitor.ts";
import { type Site, storeMonitor } from "./steps.ts";

type MonitorStep = Extract<Step, { noun: "monitor"; act: "add" | "change" }>;

/** Paths below PLATFORM_URL by the key of their monitor. */
const platformPaths = (document: Catalogue): Map<string, string> =>
  new Map(
    everyComponent(document)
      .flatMap(({ component }) => component.monitors)
      .flatMap((monitor) =>
        "platform_path" in monitor && monitor.platform_path !== undefined
          ? [[monitor.key, monitor.platform_path] as const]
          : [],
      ),
  );

/**
 * What PLATFORM_URL asks for, and no more: monitors that were never made, and another base for those that are still
 * below one. What people changed, archived or made anew stays theirs.
 */
function platformSteps(document: Catalogue, stored: StoredCatalogue, platformUrl: string): MonitorStep[] {
  const paths = platformPaths(document);
  const known = new Map(stored.monitors.map((row) => [row.key, row]));
  const inUse = new Set(stored.components.filter((row) => !row.isArchived).map((row) => row.key));
  const { steps } = planCatalogue(document, stored, { platformUrl });
  return steps.flatMap((step): MonitorStep[] => {
    const path = paths.get(step.key);
    if (step.noun !== "monitor" || step.act === "missing" || path === undefined) return [];
    if (step.act === "add") return inUse.has(step.fields.componentKey) ? [step] : [];
    const { isArchived, fields } = known.get(step.key)!;
    if (isArchived || fields.kind !== "http") return [];
    const before = fields.config as MonitorConfigs["http"];
    const wanted = platformAddress(platformUrl, path);
    if (!before.url.endsWith(path) || before.url === wanted) return [];
    const config = { ...before, url: wanted };
    return [{ ...step, fields: { ...fields, config }, changed: ["url"] }];
  });
}

/** Brings the page's monitors below PLATFORM_URL up to it; returns what was done, as lines. Does nothing twice. */
export const ensurePlatformMonitors = (
  scope: Scope<"monitors:write">,
  document: Catalogue,
  { platformUrl, now }: { platformUrl: string; now: number },
): Promise<string[]> =>
  change(scope, async (tx) => {
    await lockSetup(tx);
    const stored = await readStoredCatalogue(tx, scope.pageId);
    const steps = platformSteps(document, stored, platformUrl);
    const components = new Map(stored.components.map(({ id, key }) => [key, id]));
    const site: Site = { tx, pageId: scope.pageId, now, groups: new Map(), components, secrets: new Map() };
    const audits: Audit[] = [];
    for (const step of steps) {
      const objectId = await storeMonitor(site, step);
      const action = step.act === "add" ? "monitor.create" : "monitor.update";
      audits.push({ action, objectKind: "monitor", objectId, after: { catalogue_key: step.key } });
    }
    const result = describePlan({ steps, unchanged: 0, skipped: [] });
    if (audits.length === 0) return { result, audit: null, event: null };
    const event = { kind: "catalogue.applied", payload: { page_id: scope.pageId, changed: audits.length } };
    return { result, audit: audits, event };
  });
