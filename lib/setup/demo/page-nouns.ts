import { createHash } from "node:crypto";
import type { Sql } from "#lib/data/sql.ts";
import { Failure } from "#lib/domain/errors.ts";
import { idFromBytes } from "#lib/domain/id.ts";
import { dayBounds, dayOf } from "#lib/domain/status/calendar.ts";
import { DEMO_COMPONENTS, DEMO_GROUPS, type DemoComponent, STATUS_PAGE } from "./nouns.ts";

/** Of demo monitors: a minute keeps the past small enough to be written in seconds. */
export const DEMO_INTERVAL_SECONDS = 60;

export type DemoPage = { id: string; timeZone: string; isDemo: boolean };
/** A component of the page with what is to be measured of it. */
export type PageComponent = {
  id: string;
  /** "2026-10-20": its history does not reach back further. */
  startDate: string | null;
  component: DemoComponent;
  monitors: PageMonitor[];
};
export type PageMonitor = {
  id: string;
  /** Its name in the demo's plan. */
  name: string;
  intervalMs: number;
  phaseMs: number;
  confirmations: number;
  /** Made by the demo, which goes on measuring it; others are probed for real from now on. */
  isFed: boolean;
};

/** The same seed makes the same ids: whoever goes on with a demo finds its monitors by them. */
export const demoId = (seed: string, ...parts: string[]): string =>
  idFromBytes(
    createHash("sha256")
      .update([seed, ...parts].join(" "))
      .digest(),
  );

/** The one page. @throws Failure conflict when the catalogue was not applied yet */
export async function readDemoPage(sql: Sql): Promise<DemoPage> {
  const { rows } = await sql.query<DemoPage>(
    `select id, time_zone as "timeZone", is_demo as "isDemo" from pages order by created_at, id limit 1`,
  );
  if (!rows[0]) throw new Failure("conflict", "There is no page yet: apply the catalogue before the demo.");
  return rows[0];
}

/** @throws Failure conflict when the page has a real past, which simulated history must not mix with */
export async function refuseRealHistory(sql: Sql, page: DemoPage): Promise<void> {
  const { rowCount } = await sql.query(
    "select from monitor_states s join monitors m on m.id = s.monitor_id where m.page_id = $1 limit 1",
    [page.id],
  );
  if (rowCount)
    throw new Failure("conflict", "This page has real history. The demo needs a data directory of its own.");
}

type Making = { seed: string; page: DemoPage; openedAt: number; historyFrom: number };

/** Groups of the demo: those of the catalogue by key, the missing ones made. Key → id. */
async function ensureGroups(sql: Sql, { seed, page, openedAt }: Making): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const [i, { key, name, translations }] of DEMO_GROUPS.entries()) {
    const { rows } = await sql.query<{ id: string }>(
      "select id from component_groups where page_id = $1 and catalogue_key = $2 and archived_at is null",
      [page.id, key],
    );
    const id = rows[0]?.id ?? demoId(seed, "group", key);
    ids.set(key, id);
    if (rows.length > 0) continue;
    await sql.query(
      `insert into component_groups (id, page_id, name, translations, position, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $6)`,
      [id, page.id, name, JSON.stringify(translations), i + 1, new Date(openedAt)],
    );
  }
  return ids;
}

const DAY_MS = 86_400_000;

async function ensureComponent(
  sql: Sql,
  { seed, page, openedAt, historyFrom }: Making,
  component: DemoComponent,
  groupId: string | null,
  position: number,
): Promise<Pick<PageComponent, "id" | "startDate">> {
  const { key, name, description, translations, startedDaysAgo } = component;
  const { rows } = await sql.query<Pick<PageComponent, "id" | "startDate">>(
    `update components set baseline_source = 'monitors', position = $3
     where page_id = $1 and catalogue_key = $2 and archived_at is null
     returning id, start_date::text as "startDate"`,
    [page.id, key, position],
  );
  if (rows[0]) return rows[0];
  const id = demoId(seed, "component", key);
  const startDate = startedDaysAgo ? dayOf(openedAt - startedDaysAgo * DAY_MS, page.timeZone) : null;
  const createdAt = startDate ? dayBounds(startDate, page.timeZone).startedAt : historyFrom;
  await sql.query(
    `insert into components (id, page_id, group_id, name, description, translations, position, start_date,
       baseline_source, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 'monitors', $9, $9)`,
    [
      id,
      page.id,
      groupId,
      name,
      description,
      JSON.stringify(translations),
      position,
      startDate,
      new Date(createdAt),
    ],
  );
  return { id, startDate };
}

/** The monitors of a component: its own if the catalogue made some, else the demo's. */
async function ensureMonitors(
  sql: Sql,
  { seed, page, openedAt }: Making,
  componentId: string,
  { key, monitors }: DemoComponent,
): Promise<PageMonitor[]> {
  const { rows } = await sql.query<Omit<PageMonitor, "name" | "isFed">>(
    `select id, interval_seconds * 1000 as "intervalMs", phase_ms as "phaseMs", confirmations from monitors
     where component_id = $1 and archived_at is null order by created_at, id`,
    [componentId],
  );
  if (rows.length > 0) return rows.map((row, i) => ({ ...row, name: monitors[i] ?? "main", isFed: false }));
  // The page's own monitor is probed for real or not at all.
  if (key === STATUS_PAGE) return [];
  const made = monitors.map((name) => ({
    id: demoId(seed, "monitor", key, name),
    name,
    intervalMs: DEMO_INTERVAL_SECONDS * 1000,
    phaseMs: 0,
    confirmations: 2,
    isFed: true,
  }));
  await sql.query(
    `insert into monitors (id, page_id, component_id, kind, interval_seconds, created_at, updated_at)
     select id, $2, $3, 'external', $4, $5, $5 from unnest($1::text[]) as g(id)`,
    [made.map(({ id }) => id), page.id, componentId, DEMO_INTERVAL_SECONDS, new Date(openedAt)],
  );
  return made;
}

/** Groups, components and monitors of the demo on the page: found where the catalogue made them, else made. */
export async function ensureNouns(sql: Sql, making: Making): Promise<PageComponent[]> {
  const groups = await ensureGroups(sql, making);
  const nouns: PageComponent[] = [];
  for (const [i, component] of DEMO_COMPONENTS.entries()) {
    const groupId = component.group === null ? null : groups.get(component.group)!;
    const found = await ensureComponent(sql, making, component, groupId, i + 1);
    nouns.push({ ...found, component, monitors: await ensureMonitors(sql, making, found.id, component) });
  }
  return nouns;
}
