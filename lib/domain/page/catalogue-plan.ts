import { canonical } from "#lib/domain/input/difference.ts";
import {
  type Catalogue,
  type CatalogueComponent,
  type CatalogueGroup,
  type CatalogueMonitor,
  everyComponent,
  platformAddress,
} from "./catalogue.ts";
import type { Component } from "./component.ts";
import type { ComponentGroup } from "./component-group.ts";
import { type Monitor, type NewMonitor, splitMonitor } from "./monitor.ts";
import type { Page } from "./page.ts";

/** Settings of a noun as the document wants them; references between nouns are keys. */
export type PageFields = Partial<
  Pick<Page, "name" | "timeZone" | "languages" | "translations" | "links" | "rawRetentionDays">
> & { weights?: Page["policy"]["weights"] };
export type GroupFields = Pick<ComponentGroup, "name" | "description" | "translations" | "position">;
export type ComponentFields = Pick<
  Component,
  | "name"
  | "description"
  | "translations"
  | "position"
  | "showcase"
  | "onlyShowIfDegraded"
  | "published"
  | "startDate"
  | "baselineSource"
> & { groupKey: string | null };
export type MonitorFields = Omit<ReturnType<typeof splitMonitor>, "componentId" | "kind"> & {
  kind: Monitor["kind"];
  componentKey: string;
};

export type FieldsOf = {
  page: PageFields;
  group: GroupFields;
  component: ComponentFields;
  monitor: MonitorFields;
};
export type Noun = keyof FieldsOf;

/** What is stored of one noun with a catalogue key. */
export type Stored<N extends Noun> = { id: string; key: string; isArchived: boolean; fields: FieldsOf[N] };
export type StoredCatalogue = {
  page: PageFields | null;
  groups: Stored<"group">[];
  components: Stored<"component">[];
  monitors: Stored<"monitor">[];
};

export type Step = {
  [N in Noun]:
    | { act: "add"; noun: N; key: string; fields: FieldsOf[N] }
    | { act: "change"; noun: N; key: string; id: string; fields: FieldsOf[N]; changed: string[] }
    | { act: "missing"; noun: N; key: string; id: string };
}[Noun];

export type Plan = { steps: Step[]; unchanged: number; skipped: string[] };

const pageFields = ({ page }: Catalogue): PageFields => ({
  name: page.name,
  timeZone: page.time_zone,
  languages: page.languages,
  ...(page.translations && { translations: page.translations }),
  ...(page.links && { links: page.links }),
  ...(page.raw_retention_days && { rawRetentionDays: page.raw_retention_days }),
  ...(page.policy && { weights: page.policy.weights }),
});

const texts = (entry: CatalogueGroup | CatalogueComponent) => ({
  name: entry.name,
  description: entry.description ?? null,
  translations: entry.translations,
});

const componentFields = (
  component: CatalogueComponent,
  groupKey: string | null,
  position: number,
): ComponentFields => ({
  ...texts(component),
  groupKey,
  position,
  showcase: component.showcase,
  onlyShowIfDegraded: component.only_show_if_degraded,
  published: component.published,
  startDate: component.start_date ?? null,
  baselineSource: component.baseline_source,
});

/** Null: it lies below PLATFORM_URL, which is not set. */
function monitorFields(
  { key: _, ...monitor }: CatalogueMonitor,
  componentKey: string,
  platformUrl: string | undefined,
): MonitorFields | null {
  const flat: Record<string, unknown> = { ...monitor, component_id: "" };
  if ("platform_path" in monitor && monitor.platform_path !== undefined) {
    if (platformUrl === undefined) return null;
    flat.url = platformAddress(platformUrl, monitor.platform_path);
    delete flat.platform_path;
  }
  const { componentId: _component, ...fields } = splitMonitor(flat as NewMonitor);
  return { ...fields, kind: monitor.kind, componentKey };
}

/** Compares one kind of noun with what is stored; appends to the plan. */
function compare<N extends Noun>(
  plan: Plan,
  noun: N,
  wanted: { key: string; fields: FieldsOf[N] | null }[],
  stored: Stored<N>[],
): void {
  const byKey = new Map(stored.map((row) => [row.key, row]));
  for (const { key, fields } of wanted) {
    const row = byKey.get(key);
    byKey.delete(key);
    if (!fields) {
      if (!row) plan.skipped.push(`${noun} ${key}`);
    } else if (!row) plan.steps.push({ act: "add", noun, key, fields } as Step);
    else {
      const names = Object.keys(fields) as (keyof FieldsOf[N] & string)[];
      const changed: string[] = names.filter(
        (name) => canonical(fields[name]) !== canonical(row.fields[name]),
      );
      if (row.isArchived) changed.unshift("archived");
      if (changed.length === 0) plan.unchanged += 1;
      else plan.steps.push({ act: "change", noun, key, id: row.id, fields, changed } as Step);
    }
  }
  for (const row of byKey.values())
    if (!row.isArchived) plan.steps.push({ act: "missing", noun, key: row.key, id: row.id } as Step);
}

/**
 * What has to happen so that the stored page becomes the document's. Nothing is ever deleted: what the document no
 * longer has is told as missing. Monitors below PLATFORM_URL are skipped while that is not set.
 */
export function planCatalogue(
  document: Catalogue,
  stored: StoredCatalogue,
  { platformUrl }: { platformUrl: string | undefined },
): Plan {
  const plan: Plan = { steps: [], unchanged: 0, skipped: [] };
  const page = stored.page && { id: "", key: "page", isArchived: false, fields: stored.page };
  compare(plan, "page", [{ key: "page", fields: pageFields(document) }], page ? [page] : []);
  const groups = document.groups.map((group, i) => ({
    key: group.key,
    fields: { ...texts(group), position: i + 1 },
  }));
  compare(plan, "group", groups, stored.groups);
  const placed = new Map<string | null, number>([[null, groups.length]]);
  const components = everyComponent(document).map(({ component, groupKey }) => {
    const position = (placed.get(groupKey) ?? 0) + 1;
    placed.set(groupKey, position);
    return { key: component.key, fields: componentFields(component, groupKey, position) };
  });
  compare(plan, "component", components, stored.components);
  const monitors = everyComponent(document).flatMap(({ component }) =>
    component.monitors.map((monitor) => ({
      key: monitor.key,
      fields: monitorFields(monitor, component.key, platformUrl),
    })),
  );
  compare(plan, "monitor", monitors, stored.monitors);
  return plan;
}

const SIGNS = { add: "+", change: "~", missing: "-" } as const;

function describeStep(step: Step, archivesMissing: boolean): string {
  const head = `${SIGNS[step.act]} ${step.noun} ${step.key}`;
  if (step.act === "missing")
    return `${head}: not in the document, ${archivesMissing ? "archived" : "kept (--archive-missing archives it)"}`;
  if (step.act === "change") return `${head}: ${step.changed.join(", ")}`;
  if (step.noun === "monitor") {
    const { kind, config } = step.fields;
    const where = "url" in config ? ` ${config.url}` : "host" in config ? ` ${config.host}` : "";
    return `${head} (${kind}${where})`;
  }
  return `${head} "${step.fields.name ?? ""}"`;
}

/** The plan as lines that people read, as a diff: + added, ~ changed, - missing, = unchanged. */
export function describePlan(plan: Plan, { archivesMissing = false } = {}): string[] {
  const lines = plan.steps.map((step) => describeStep(step, archivesMissing));
  if (plan.unchanged > 0) lines.push(`= ${plan.unchanged} unchanged`);
  for (const skipped of plan.skipped) lines.push(`  ${skipped}: skipped, PLATFORM_URL is not set`);
  return lines;
}
