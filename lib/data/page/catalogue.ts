import type { Language, Translations } from "#lib/domain/language.ts";
import type { StoredCatalogue } from "#lib/domain/page/catalogue-plan.ts";
import type { Monitor } from "#lib/domain/page/monitor.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { dayOrNull } from "../dates.ts";
import type { Tx } from "../tx.ts";

const texts = (row: {
  name: string;
  description: string | null;
  translations: unknown;
  position: number;
}) => ({
  name: row.name,
  description: row.description,
  translations: row.translations as Translations,
  position: row.position,
});

/** Everything of the page that has a catalogue key, archived or not, as the planner compares it. */
export async function readStoredCatalogue(tx: Tx, pageId: string): Promise<StoredCatalogue> {
  const where = { pageId, catalogueKey: { not: null } };
  const orderBy = { position: "asc" } as const;
  const page = await tx.page.findUnique({ where: { id: pageId } });
  const groups = await tx.componentGroup.findMany({ where, orderBy });
  const components = await tx.component.findMany({ where, orderBy, include: { group: true } });
  const monitors = await tx.monitor.findMany({
    where,
    include: { component: true },
    orderBy: { catalogueKey: "asc" },
  });
  const noun = (row: { id: string; catalogueKey: string | null; archivedAt: Date | null }) => ({
    id: row.id,
    key: row.catalogueKey!,
    isArchived: row.archivedAt !== null,
  });
  return {
    page: page && {
      name: page.name,
      timeZone: page.timeZone,
      languages: page.languages as Language[],
      translations: page.translations as Translations,
      links: page.links as Record<string, string>,
      rawRetentionDays: page.rawRetentionDays,
      weights: page.policyWeights as UptimePolicy["weights"],
    },
    groups: groups.map((row) => ({ ...noun(row), fields: texts(row) })),
    components: components.map((row) => ({
      ...noun(row),
      fields: {
        ...texts(row),
        groupKey: row.group?.catalogueKey ?? row.groupId,
        showcase: row.showcase,
        onlyShowIfDegraded: row.onlyShowIfDegraded,
        published: row.published,
        startDate: dayOrNull(row.startDate),
        baselineSource: row.baselineSource,
      },
    })),
    monitors: monitors.map((row) => ({
      ...noun(row),
      fields: {
        kind: row.kind,
        config: row.config as Monitor["config"],
        intervalSeconds: row.intervalSeconds,
        timeoutMs: row.timeoutMs,
        confirmations: row.confirmations,
        degradedAboveMs: row.degradedAboveMs,
        enabled: row.enabled,
        autoIncident: row.autoIncident,
        autoPublishAfterMinutes: row.autoPublishAfterMinutes,
        componentKey: row.component.catalogueKey ?? row.componentId,
      },
    })),
  };
}

/** One at a time applies a catalogue or makes the first page and token, however many machines start together. */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('setup'))`;
}
