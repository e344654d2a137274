import { readHead } from "#lib/data/audit/seals.ts";
import { readPublicCorrections } from "#lib/data/corrections/told.ts";
import { readArchive } from "#lib/data/incidents/history.ts";
import { readHiddenIds, readPublicEvents, readToldIds } from "#lib/data/incidents/told.ts";
import { readPublicSlos } from "#lib/data/slo/public-slos.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import {
  type PublicComponent,
  type PublicGroup,
  type PublicPage,
  readPublicComponents,
  readPublicGroups,
  readPublicPage,
} from "#lib/data/status/public-nouns.ts";
import type { CorrectedStretch } from "#lib/domain/corrections/correction.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Figures, Snapshot, SnapshotComponent, SnapshotGroup } from "#lib/domain/snapshot.ts";
import { dayBounds, lastDays } from "#lib/domain/status/calendar.ts";
import type { Claim } from "#lib/domain/status/effective.ts";
import { componentTimeline } from "#lib/domain/status/effective.ts";
import {
  type CountedDay,
  completeDays,
  dayFigures,
  FIGURE_DAYS,
  meanFigures,
} from "#lib/domain/status/figures.ts";
import type { Timeline } from "#lib/domain/status/span.ts";
import type { State, WireState } from "#lib/domain/status/state.ts";
import { coveredFrom, factsOf } from "../days/facts.ts";
import { readDays } from "../days/read.ts";
import { publicIncidents, publicMaintenances, publicNames } from "./events.ts";

const DAY_MS = 86_400_000;
/** How far back "since" is looked for when a component has not changed for longer. */
const SINCE_DAYS = 90;
/** Incidents and finished windows that are told, each. */
const TOLD_EVENTS = 50;
/** Most corrections that are told. */
const MAX_TOLD_CORRECTIONS = 200;

export type SnapshotContent = Omit<Snapshot, "version" | "updatedAt">;

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Everything public about one page at `now`, from one consistent view of the database. Reads counted days and the
 * timeline of yesterday and today: the cost does not grow with history.
 * @throws Failure not_found
 */
export async function buildSnapshot(pageId: string, now: number): Promise<SnapshotContent> {
  return await inTransaction(
    (sql) => build(sql, pageId, now),
    "begin isolation level repeatable read read only",
  );
}

async function build(sql: Sql, pageId: string, now: number): Promise<SnapshotContent> {
  const page = await readPublicPage(sql, pageId);
  if (!page) throw notFound("page");
  const groups = await readPublicGroups(sql, pageId);
  const components = await readPublicComponents(sql, pageId);
  const dates = lastDays(FIGURE_DAYS, now, page.timeZone);
  const claimsFrom = now - SINCE_DAYS * DAY_MS;
  const { days, baselines, claims, corrections } = await readDays(sql, components, dates, {
    timeZone: page.timeZone,
    now,
    claimsFrom,
  });
  // Without members nothing is known: days of their real length, not no days.
  const noDays = completeDays(dates, new Map(), page.timeZone, now);
  const figuresOf = (members: readonly PublicComponent[]) =>
    meanFigures(members.length > 0 ? members.map(({ id }) => days.get(id)!) : [noDays], page.policy);
  const snapshotComponents = components.map((component) =>
    snapshotComponent(component, {
      baseline: baselines.get(component.id)!,
      claims: claims.get(component.id)!,
      corrections: corrections.get(component.id)!,
      days: days.get(component.id)!,
      policy: page.policy,
      now,
    }),
  );
  const events = await readPublicEvents(sql, pageId, await readToldIds(sql, pageId, TOLD_EVENTS));
  const names = publicNames(components, groups, await readHiddenIds(sql, pageId));
  return {
    format: 2,
    asOf: iso(now),
    page: snapshotPage(page, figuresOf(components)),
    policy: page.policy,
    groups: groups.map((group) =>
      snapshotGroup(group, figuresOf(components.filter(({ groupId }) => groupId === group.id))),
    ),
    components: snapshotComponents,
    incidents: publicIncidents(events, names),
    maintenances: publicMaintenances(events, names),
    corrections: await readPublicCorrections(
      sql,
      components.map(({ id }) => id),
      { fromAt: dayBounds(dates[0]!, page.timeZone).startedAt, limit: MAX_TOLD_CORRECTIONS },
    ),
    slos: await readPublicSlos(
      sql,
      pageId,
      components.map(({ id }) => id),
    ),
    archive: await readArchive(sql, pageId, TOLD_EVENTS),
    auditHead: await auditHead(sql),
  };
}

async function auditHead(sql: Sql): Promise<Snapshot["auditHead"]> {
  const head = await readHead(sql);
  return head && { hash: head.hash, count: head.seq, sealedAt: iso(head.sealedAt) };
}

function snapshotPage(page: PublicPage, { uptime90d, coverage90d }: Figures): Snapshot["page"] {
  const { policy: _, createdAt, ...rest } = page;
  return { ...rest, createdAt: iso(createdAt), uptime90d, coverage90d };
}

function snapshotGroup(group: PublicGroup, figures: Figures): SnapshotGroup {
  return {
    ...group,
    createdAt: iso(group.createdAt),
    updatedAt: iso(group.updatedAt),
    ...figures,
  };
}

type Context = {
  baseline: Timeline;
  claims: readonly Claim[];
  corrections: readonly CorrectedStretch[];
  days: CountedDay[];
  policy: PublicPage["policy"];
  now: number;
};

function snapshotComponent(component: PublicComponent, context: Context): SnapshotComponent {
  const { now, claims } = context;
  const { state, since } = stateNow(component, context);
  return {
    id: component.id,
    groupId: component.groupId,
    name: component.name,
    description: component.description,
    translations: component.translations,
    position: component.position,
    showcase: component.showcase,
    onlyShowIfDegraded: component.onlyShowIfDegraded,
    startDate: component.startDate,
    createdAt: iso(component.createdAt),
    updatedAt: iso(component.updatedAt),
    state,
    wireState: wireState(state, component.lastKnown),
    data: dataOf(state, component.lastKnown),
    since: since === null ? null : iso(since),
    overridden: running(claims, now).some(({ source }) => source === "override"),
    metrics: component.metrics,
    ...dayFigures(context.days, context.policy),
  };
}

const running = (claims: readonly Claim[], now: number): Claim[] =>
  claims.filter(({ startedAt, endedAt }) => startedAt <= now && (endedAt === null || endedAt > now));

/** The effective state now and since when it holds (at most `SINCE_DAYS` are looked through). */
function stateNow(component: PublicComponent, { baseline, claims, corrections, now }: Context) {
  const begun = Math.min(
    component.baselineSince ?? coveredFrom(component) ?? now,
    ...running(claims, now).map(({ startedAt }) => startedAt),
  );
  const lookBack = Math.max(begun, now - SINCE_DAYS * DAY_MS);
  const spans = componentTimeline(factsOf(component, baseline, claims, corrections), lookBack, now + 1);
  const last = spans.at(-1);
  const state: State = last && last.endedAt > now ? last.state : "unknown";
  if (!last || (state === "unknown" && component.lastKnown === null)) return { state, since: null };
  return { state, since: last.startedAt <= lookBack ? begun : last.startedAt };
}

const wireState = (state: State, lastKnown: State | null): WireState =>
  [state, lastKnown].find(
    (candidate): candidate is WireState => candidate !== null && candidate !== "unknown",
  ) ?? "operational";

function dataOf(state: State, lastKnown: State | null): SnapshotComponent["data"] {
  if (state !== "unknown") return "fresh";
  return lastKnown === null ? "none" : "stale";
}
