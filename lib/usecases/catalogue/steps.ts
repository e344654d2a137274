import { newId } from "#lib/data/new-id.ts";
import { insertGroup, updateGroup } from "#lib/data/page/component-groups.ts";
import { insertComponent, lockComponent, updateComponent } from "#lib/data/page/components.ts";
import { insertMonitor, updateMonitor } from "#lib/data/page/monitors.ts";
import { insertPage, updatePage } from "#lib/data/page/pages.ts";
import { rememberPolicy } from "#lib/data/page/policies.ts";
import { requestAllDays, requestJudging } from "#lib/data/page/recounts.ts";
import { secretHash } from "#lib/data/status/monitors.ts";
import type { Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { FieldsOf, Step } from "#lib/domain/page/catalogue-plan.ts";
import { DEFAULT_RAW_RETENTION_DAYS } from "#lib/domain/page/page.ts";
import { DEFAULT_POLICY } from "#lib/domain/status/uptime.ts";
import { switchSource } from "../components/source.ts";
import { scheduleFrom } from "../monitors/create.ts";
import { newSecret } from "../monitors/secret.ts";

/** Where the steps of one application happen. `ids` knows groups and components by key, and grows. */
export type Site = {
  tx: Tx;
  pageId: string;
  now: number;
  groups: Map<string, string>;
  components: Map<string, string>;
  /** Secrets of new heartbeat monitors by key: told once. */
  secrets: Map<string, string>;
};

type StepOf<N extends Step["noun"], A extends Step["act"]> = Extract<Step, { noun: N; act: A }>;

/** Makes or changes the page; returns its id, as the others do. */
export async function storePage(site: Site, step: StepOf<"page", "add" | "change">): Promise<string> {
  const { tx, pageId, now } = site;
  const { weights, ...fields } = step.fields as FieldsOf["page"];
  if (step.act === "add") {
    const policy = { ...DEFAULT_POLICY, ...(weights && { weights }) };
    const base = { translations: {}, links: {}, rawRetentionDays: DEFAULT_RAW_RETENTION_DAYS, isDemo: false };
    const required = { name: fields.name!, timeZone: fields.timeZone!, languages: fields.languages! };
    await insertPage(tx, pageId, { ...base, ...fields, ...required, policy }, now);
  } else {
    const page = await tx.page.findUniqueOrThrow({ where: { id: pageId } });
    const policy = step.changed.includes("weights") && { version: page.policyVersion + 1, weights: weights! };
    await updatePage(tx, pageId, { ...fields, ...(policy && { policy }) }, now);
    const actor = { kind: "operator", id: "catalogue" } as const;
    if (policy) await rememberPolicy(tx, pageId, policy, { actor, at: now });
    if (step.changed.includes("timeZone")) await requestAllDays(tx, [...site.components.values()]);
  }
  return pageId;
}

/** An archived group comes back when the document names it. */
export async function storeGroup(site: Site, step: StepOf<"group", "add" | "change">): Promise<string> {
  const { tx, pageId, now } = site;
  const id = step.act === "add" ? newId() : step.id;
  if (step.act === "add") await insertGroup(tx, pageId, id, { ...step.fields, catalogueKey: step.key }, now);
  else await updateGroup(tx, id, { ...step.fields, archivedAt: null }, now);
  site.groups.set(step.key, id);
  return id;
}

/** Needs the ids of its group: groups are stored first. */
export async function storeComponent(
  site: Site,
  step: StepOf<"component", "add" | "change">,
): Promise<string> {
  const { tx, pageId, now } = site;
  const { groupKey, ...rest } = step.fields;
  const fields = { ...rest, groupId: groupKey === null ? null : site.groups.get(groupKey)! };
  if (step.act === "add") {
    const { id } = await insertComponent(tx, pageId, newId(), { ...fields, catalogueKey: step.key }, now);
    site.components.set(step.key, id);
    await requestAllDays(tx, [id]);
    return id;
  }
  const before = (await lockComponent(tx, pageId, step.id))!;
  if (before.baselineSource !== fields.baselineSource) await switchSource(tx, before, now);
  await updateComponent(tx, step.id, { ...fields, archivedAt: null }, now);
  if (step.changed.includes("startDate")) await requestAllDays(tx, [step.id]);
  return step.id;
}

/** Needs the id of its component: components are stored first. */
export async function storeMonitor(site: Site, step: StepOf<"monitor", "add" | "change">): Promise<string> {
  const { tx, pageId, now } = site;
  const { componentKey, ...fields } = step.fields;
  const componentId = site.components.get(componentKey)!;
  if (step.act === "add") {
    const secret = fields.kind === "heartbeat" ? newSecret() : null;
    if (secret) site.secrets.set(step.key, secret);
    const hidden = { secretHash: secret && secretHash(secret), ...scheduleFrom(fields, now) };
    const settings = { ...fields, ...hidden, componentId, catalogueKey: step.key };
    return (await insertMonitor(tx, pageId, newId(), settings, now)).id;
  }
  const fixed = step.changed.filter((name) => name === "kind" || name === "componentKey");
  if (fixed.length > 0)
    throw invalid([
      {
        path: `monitor ${step.key}`,
        message: "kind and component cannot change: give the new monitor another key",
      },
    ]);
  await updateMonitor(tx, step.id, { ...fields, ...scheduleFrom(fields, now), archivedAt: null }, now);
  await requestJudging(tx, [step.id], now);
  return step.id;
}
