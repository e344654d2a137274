import { type PageWords, readPageWords } from "#lib/data/alerts/automatic.ts";
import { saveIncident } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Suggestion } from "#lib/domain/alerts/rules.ts";
import { joinedWords, type NamedComponent, reopenedWords, startedWords } from "#lib/domain/alerts/wording.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { LANGUAGES, type Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { postInside } from "../incidents/post.ts";
import { about, auditableUpdate, eventOf } from "../incidents/record.ts";
import { reviseDraft } from "../incidents/say.ts";
import { NOTHING, type Written } from "./end.ts";

type Acting = { tx: Tx; scope: Scope<"incidents:write">; now: number };

/** The suggested components that still exist, with the names that readers know. */
export async function named(
  pageId: string,
  suggestions: readonly Suggestion[],
  tx?: Tx,
): Promise<{ words: PageWords; components: NamedComponent[] }> {
  const words = await readPageWords(
    pageId,
    suggestions.map(({ componentId }) => componentId),
    tx,
  );
  const byId = new Map(words.components.map((component) => [component.id, component]));
  const components = suggestions.flatMap(({ componentId, state }) => {
    const known = byId.get(componentId);
    return known ? [{ id: componentId, name: known.name, translations: known.translations, state }] : [];
  });
  return { words, components };
}

/** Those that a published incident may name. */
function publicOf({ components }: PageWords, named: readonly NamedComponent[]): NamedComponent[] {
  const isPublic = new Set(components.filter(({ published }) => published).map(({ id }) => id));
  return named.filter(({ id }) => isPublic.has(id));
}

export const mapOf = (components: readonly NamedComponent[]): Record<string, WireState> =>
  Object.fromEntries(components.map(({ id, state }) => [id, state]));

/**
 * It fails again soon after the end: a published incident is reopened with an update, a draft that was closed quietly is
 * open again. The caller holds the incident's lock.
 */
export async function reopenInside(
  { tx, scope, now }: Acting,
  incident: Incident,
  suggestions: readonly Suggestion[],
  autoPublishAt: number | null,
): Promise<Written> {
  if (phaseOf(incident) === "draft") {
    const fields = { status: "investigating", resolvedAt: null, resolveProposedAt: null } as const;
    const publishing = incident.isAttended ? {} : { autoPublishAt };
    await saveIncident(tx, incident, { ...fields, ...publishing }, now, { isPrivate: true });
    return { audit: about(incident, { action: "incident.reopen_draft" }), event: null };
  }
  const { words, components: all } = await named(scope.pageId, suggestions, tx);
  const components = publicOf(words, all);
  const { body, translations } = reopenedWords({ languages: words.languages, components });
  const input = { status: "investigating" as const, body, translations, components: mapOf(components) };
  const said = await postInside(tx, scope, incident, input, now);
  return {
    audit: about(incident, {
      action: "incident.reopen",
      before: { status: incident.status },
      after: auditableUpdate(said.update),
    }),
    event: eventOf(said.incident, "incident.reopened", said.update),
  };
}

/** A further component, or a worse state of one, becomes part of an incident that is automation's alone. */
export async function joinInside(
  { tx, scope, now }: Acting,
  incident: Incident,
  suggestions: readonly Suggestion[],
): Promise<Written> {
  const states = new Map(incident.components.map(({ componentId, state }) => [componentId, state]));
  const changed = suggestions.filter(({ componentId, state }) => states.get(componentId) !== state);
  const { words, components: all } = await named(scope.pageId, changed, tx);
  const components = phaseOf(incident) === "draft" ? all : publicOf(words, all);
  if (components.length === 0) return NOTHING;
  const map = mapOf(components);
  if (phaseOf(incident) === "draft") return await widen({ tx, scope, now }, incident, components);
  const { body, translations } = joinedWords({ languages: words.languages, components });
  const said = await postInside(tx, scope, incident, { body, translations, components: map }, now);
  return {
    audit: about(incident, { action: "incident.update", after: auditableUpdate(said.update) }),
    event: eventOf(said.incident, "incident.updated", said.update),
  };
}

/** Nobody has seen the draft yet: title and text are written anew for all of its components. */
async function widen({ tx, scope, now }: Acting, draft: Incident, more: readonly NamedComponent[]) {
  const states = new Map(
    [...draft.components, ...more.map(({ id, state }) => ({ componentId: id, state }))].map(
      ({ componentId, state }) => [componentId, state],
    ),
  );
  const all = [...states].map(([componentId, state]) => ({ componentId, state }));
  const { words, components } = await named(scope.pageId, all, tx);
  const told = written(startedWords({ languages: words.languages, components }));
  const revised = { components: mapOf(components), body: told.body, translations: told.bodies };
  const isPrivate = words.components.some(({ published }) => !published);
  const naming = { name: told.name, translations: told.names, ...(isPrivate && { autoPublishAt: null }) };
  const { update } = await reviseDraft(tx, scope, draft, revised, now, naming);
  return { audit: about(draft, { action: "incident.join", after: auditableUpdate(update) }), event: null };
}

/** Words as an incident (names) and its update (bodies) keep them. */
export function written({ name, body, translations }: ReturnType<typeof startedWords>) {
  const names: Translations = {};
  const bodies: Translations = {};
  for (const language of LANGUAGES) {
    const words = translations[language];
    if (words?.name) names[language] = { name: words.name };
    if (words?.body) bodies[language] = { body: words.body };
  }
  return { name, body, names, bodies };
}
