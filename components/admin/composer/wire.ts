import type { Incident } from "#lib/domain/incidents/incident.ts";
import { instantOfLocal } from "#lib/domain/input/local-time.ts";
import type { Language, Translations } from "#lib/domain/language.ts";
import type { BlastDraft } from "../blast/draft.ts";
import type { Texts, Writing } from "./writing.ts";

type Page = { languages: readonly Language[]; timeZone: string; now: number };
export type WritingFault = "name" | "body" | "next_update_at" | "started_at" | "resolved_at";

const MINUTE_MS = 60_000;
const iso = (at: number) => new Date(at).toISOString();

/** The texts of one field beside the first language's: what is empty is left out, and falls back. */
function others(texts: Texts, field: "name" | "body", languages: readonly Language[]): Translations {
  const entries = languages
    .slice(1)
    .flatMap((language) =>
      texts[language]?.trim() ? [[language, { [field]: texts[language]!.trim() }]] : [],
    );
  return Object.fromEntries(entries);
}

const firstText = (texts: Texts, languages: readonly Language[]): string =>
  texts[languages[0] ?? "ko"]?.trim() ?? "";

/** When the next update is promised; "in 30 minutes" counts from the moment of publishing. */
export function nextUpdateAt(writing: Writing, { timeZone, now }: Page): number | null {
  const { next } = writing;
  if (next.kind === "none") return null;
  return next.kind === "in" ? now + next.minutes * MINUTE_MS : instantOfLocal(next.local, timeZone);
}

/** What is wrong before anything is sent, in the order of the form. */
export function faultsOf(writing: Writing, page: Page, isUpdate = false): WritingFault[] {
  const { timeZone, now, languages } = page;
  const faults: WritingFault[] = [];
  if (!isUpdate && !firstText(writing.names, languages)) faults.push("name");
  if (!firstText(writing.bodies, languages)) faults.push("body");
  const next = nextUpdateAt(writing, page);
  if (!writing.isBackfilled && writing.next.kind === "at" && (next === null || next <= now))
    faults.push("next_update_at");
  const started = writing.startedAt ? instantOfLocal(writing.startedAt, timeZone) : null;
  const ended = writing.isBackfilled ? instantOfLocal(writing.endedAt, timeZone) : null;
  if ((writing.startedAt || writing.isBackfilled) && (started === null || started > now))
    faults.push("started_at");
  if (writing.isBackfilled && (ended === null || ended > now || (started !== null && ended <= started)))
    faults.push("resolved_at");
  return faults;
}

const statesOf = (writing: Writing) =>
  Object.fromEntries(writing.components.map(({ componentId, state }) => [componentId, state]));

/** The body of a new incident or announcement for the manage API. */
export function incidentBody(writing: Writing, page: Page, isDraft: boolean): Record<string, unknown> {
  const { languages } = page;
  const isAnnouncement = writing.kind === "announcement";
  const past = writing.isBackfilled ? pastBody(writing, page.timeZone) : null;
  const startedAt = writing.startedAt ? instantOfLocal(writing.startedAt, page.timeZone) : null;
  const next = nextUpdateAt(writing, page);
  return {
    kind: writing.kind,
    name: firstText(writing.names, languages),
    translations: others(writing.names, "name", languages),
    body: firstText(writing.bodies, languages),
    update_translations: others(writing.bodies, "body", languages),
    status: writing.isBackfilled ? "resolved" : writing.status,
    ...(writing.templateId && { template_id: writing.templateId }),
    ...(isDraft && { draft: true }),
    ...(!isAnnouncement && writing.components.length > 0 && !past && { components: statesOf(writing) }),
    ...(next !== null && !past && { next_update_at: iso(next) }),
    ...(writing.priority !== null && { priority: writing.priority }),
    ...(writing.impact !== null && { impact_override: writing.impact }),
    ...(startedAt !== null && { started_at: iso(startedAt) }),
    ...(past ?? { deliver_notifications: writing.delivers }),
  };
}

/** Of an incident that is over: it says nothing of states unless that was asked for with times. */
function pastBody(writing: Writing, timeZone: string): Record<string, unknown> {
  const [started_at, ended_at] = [writing.startedAt, writing.endedAt].map((local) =>
    iso(instantOfLocal(local, timeZone) ?? 0),
  );
  const component_times = writing.components.map(({ componentId, state }) => ({
    component_id: componentId,
    ...{ state, started_at, ended_at },
  }));
  return {
    backfilled: true,
    resolved_at: ended_at,
    deliver_notifications: false,
    component_ids: writing.components.map(({ componentId }) => componentId),
    ...(writing.changesPast && { component_times }),
  };
}

/** The body of an update for the manage API. */
export function updateBody(
  writing: Writing,
  page: Page,
  revision: number = writing.revision,
): Record<string, unknown> {
  const { languages } = page;
  const next = nextUpdateAt(writing, page);
  return {
    status: writing.status,
    body: firstText(writing.bodies, languages),
    translations: others(writing.bodies, "body", languages),
    ...(writing.components.length > 0 && { components: statesOf(writing) }),
    next_update_at: next === null ? null : iso(next),
    deliver_notifications: writing.delivers,
    ...(writing.templateId && { template_id: writing.templateId }),
    revision,
  };
}

/** What a new incident or announcement would tell its readers. */
export function incidentDraft(writing: Writing, page: Page): BlastDraft {
  const { languages } = page;
  const next = nextUpdateAt(writing, page);
  return {
    ...{ kind: writing.kind, status: writing.status },
    name: firstText(writing.names, languages),
    translations: others(writing.names, "name", languages),
    body: firstText(writing.bodies, languages),
    update_translations: others(writing.bodies, "body", languages),
    components: writing.kind === "incident" ? statesOf(writing) : {},
    ...(writing.impact !== null && { impact_override: writing.impact }),
    ...(next !== null && { next_update_at: iso(next) }),
  };
}

/** What an update of `incident` would tell its readers. */
export function updateDraft(incident: Incident, writing: Writing, page: Page): BlastDraft {
  const { id, kind, name, translations, impactOverride, maintenance } = incident;
  return {
    ...incidentDraft({ ...writing, impact: impactOverride }, page),
    ...{ incident_id: id, kind, name, translations },
    components: statesOf(writing),
    ...(maintenance && {
      scheduled_for: iso(maintenance.scheduledFor),
      scheduled_until: iso(maintenance.scheduledUntil),
    }),
  };
}

/** What an incident that is stored would tell if it were published, or went on, as it is: its newest words. */
export function storedDraft(incident: Incident): BlastDraft {
  const { id, kind, name, translations, impactOverride, maintenance, updates, publishedAt } = incident;
  const newest = updates[0];
  return {
    ...(publishedAt !== null && { incident_id: id }),
    ...{ kind, status: incident.status, name, translations },
    body: newest?.body ?? "",
    update_translations: newest?.translations ?? {},
    components: Object.fromEntries(incident.components.map(({ componentId, state }) => [componentId, state])),
    impact_override: impactOverride,
    ...(maintenance && {
      scheduled_for: iso(maintenance.scheduledFor),
      scheduled_until: iso(maintenance.scheduledUntil),
    }),
  };
}
