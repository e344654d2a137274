import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Mode } from "#lib/domain/alerts/automatic.ts";
import type { Suggestion } from "#lib/domain/alerts/rules.ts";
import { startedWords, unmatchedWords } from "#lib/domain/alerts/wording.ts";
import type { Incident, Origin } from "#lib/domain/incidents/incident.ts";
import { openIncident } from "../incidents/open.ts";
import { automationScope, claiming } from "./acting.ts";
import { mapOf, named, written } from "./again.ts";

const MINUTE_MS = 60_000;

export type Cause = {
  origin: Extract<Origin, "monitor" | "alert" | "slo">;
  originId: string;
  startedAt: number;
  /** Title of a draft without components, which only a person publishes. */
  title: string;
};

export const publishAtOf = (mode: Mode, now: number): number | null =>
  mode.kind === "draft" && mode.publishAfterMinutes !== null
    ? now + mode.publishAfterMinutes * MINUTE_MS
    : null;

/**
 * Opens an automatic incident through the use case of people, as a draft or at once; only if `claim` still succeeds in
 * the same transaction.
 */
export async function openAutomatic(
  pageId: string,
  suggestions: readonly Suggestion[],
  mode: Exclude<Mode, { kind: "off" }>,
  cause: Cause,
  now: number,
  claim: (tx: Tx, incident: Incident) => Promise<boolean>,
): Promise<Incident> {
  const scope: Scope<"incidents:write"> = automationScope(pageId);
  const { words, components } = await named(pageId, suggestions);
  const about = { languages: words.languages, components };
  const isMatched = components.length > 0;
  // A sender's own title, and the name of a private component, are published by people only.
  const isPublic = isMatched && words.components.every(({ published }) => published);
  const told = written(isMatched ? startedWords(about) : unmatchedWords(words.languages, cause.title));
  return await openIncident(
    claiming<Incident>(scope, claim),
    {
      name: told.name,
      translations: told.names,
      status: "investigating",
      body: told.body,
      update_translations: told.bodies,
      components: mapOf(components),
      draft: mode.kind === "draft" || !isPublic,
      started_at: new Date(Math.min(cause.startedAt, now)).toISOString(),
    },
    now,
    {
      origin: cause.origin,
      originId: cause.originId,
      autoPublishAt: isPublic ? publishAtOf(mode, now) : null,
    },
  );
}
