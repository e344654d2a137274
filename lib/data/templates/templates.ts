import type { EventStatus } from "#lib/domain/incidents/incident.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import type { Template, TemplateKind } from "#lib/domain/templates/template.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { IncidentTemplate as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

export type TemplateFields = Omit<Template, "id" | "pageId" | "createdAt" | "updatedAt">;
type StoredComponent = { component_id: string; state: WireState | null };

const fromRow = ({ archivedAt: _, ...row }: Row): Template => ({
  ...row,
  kind: row.kind as TemplateKind,
  translations: row.translations as Translations,
  updateStatus: row.updateStatus as EventStatus | null,
  components: (row.components as StoredComponent[]).map(({ component_id, state }) => ({
    componentId: component_id,
    state,
  })),
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

const columnsOf = <F extends Partial<TemplateFields>>({ components, ...fields }: F) => ({
  ...fields,
  ...(components && {
    components: components.map(
      ({ componentId, state }): StoredComponent => ({ component_id: componentId, state }),
    ),
  }),
});

/** The page's template that was not deleted, or null. */
export async function readTemplate(pageId: string, id: string, db: Tx = prisma()): Promise<Template | null> {
  const row = await db.incidentTemplate.findFirst({ where: { id, pageId, archivedAt: null } });
  return row && fromRow(row);
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockTemplate(tx: Tx, pageId: string, id: string): Promise<Template | null> {
  await tx.$queryRaw`select 1 from incident_templates where id = ${id} and page_id = ${pageId} for update`;
  return await readTemplate(pageId, id, tx);
}

/** By name. */
export async function listTemplateRows(
  pageId: string,
  { kind, window }: { kind?: TemplateKind | undefined; window?: ListWindow | undefined },
  db: Tx = prisma(),
): Promise<Template[]> {
  const rows = await db.incidentTemplate.findMany({
    where: { pageId, archivedAt: null, ...(kind && { kind }) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export const countTemplates = (tx: Tx, pageId: string): Promise<number> =>
  tx.incidentTemplate.count({ where: { pageId, archivedAt: null } });

export async function insertTemplate(
  tx: Tx,
  pageId: string,
  id: string,
  fields: TemplateFields,
  now: number,
): Promise<Template> {
  const at = new Date(now);
  const data = { id, pageId, ...columnsOf(fields), createdAt: at, updatedAt: at };
  return fromRow(await tx.incidentTemplate.create({ data: { ...data, components: data.components ?? [] } }));
}

export async function saveTemplate(
  tx: Tx,
  id: string,
  fields: Partial<TemplateFields>,
  now: number,
): Promise<Template> {
  const data = { ...columnsOf(fields), updatedAt: new Date(now) };
  return fromRow(await tx.incidentTemplate.update({ where: { id }, data }));
}

/** It is no longer offered; what was begun with it stays as it is. */
export async function archiveTemplate(tx: Tx, id: string, now: number): Promise<void> {
  await tx.incidentTemplate.update({ where: { id }, data: { archivedAt: new Date(now) } });
}
