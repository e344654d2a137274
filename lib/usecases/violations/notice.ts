import { openIncidentIdsOn, readPageWords } from "#lib/data/alerts/automatic.ts";
import { lockIncident } from "#lib/data/incidents/incidents.ts";
import { countOpenOf, lockViolation, readViolationEvents, saveViolation } from "#lib/data/slo/violations.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import type { Suggestion } from "#lib/domain/alerts/rules.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { automationScope, unlessOvertaken } from "../automatic-incidents/acting.ts";
import { endInside } from "../automatic-incidents/end.ts";
import { openAutomatic } from "../automatic-incidents/open.ts";
import { sloScope, told } from "./acting.ts";

type Noticed = Pick<StoredObjective, "rule" | "settings">;

/** Links it within a change unless somebody did; false: there is nothing to link any more. */
async function linkInside(tx: Tx, violation: Violation, incidentId: string, now: number) {
  const locked = await lockViolation(tx, violation.pageId, violation.id);
  if (!locked || locked.incidentId !== null || locked.resolvedAt !== null) return null;
  const linked = await saveViolation(tx, locked, { incidentId }, now);
  const details = { incident_id: incidentId };
  return await told(tx, sloScope(violation.pageId), linked, "linked", { action: "link", details, now });
}

/** What a draft claims of the affected components: the publisher may say otherwise. */
const suggestionsOf = (violation: Violation, rule: Noticed["rule"]): Suggestion[] =>
  violation.componentIds.map((componentId) => ({
    componentId,
    state: rule.kind === "availability" ? "major_outage" : "degraded_performance",
  }));

/**
 * What readers learn of a violation: it is linked to the incident that is open about the same components, else a critical one
 * drafts a notice to their subscribers (or publishes it, as the SLO says). Once: whoever takes the link away is not overruled.
 * Returns whether something was written.
 */
export async function noticeViolation(
  violation: Violation,
  { rule, settings }: Noticed,
  now: number,
): Promise<boolean> {
  const { pageId, componentIds } = violation;
  if (violation.severity === "info" || violation.incidentId !== null || violation.resolvedAt !== null)
    return false;
  const events = await readViolationEvents(violation.id);
  if (events.some(({ kind }) => kind === "linked")) return false;
  const [going] = await openIncidentIdsOn(pageId, componentIds);
  if (going) {
    const nothing = { result: null, audit: null, event: null };
    const linked = await change<Violation | null>(
      sloScope(pageId),
      async (tx) => (await linkInside(tx, violation, going, now)) ?? nothing,
    );
    return linked !== null;
  }
  if (violation.severity !== "critical" || settings.notice === "off" || componentIds.length === 0)
    return false;
  const mode =
    settings.notice === "publish"
      ? ({ kind: "publish" } as const)
      : ({ kind: "draft", publishAfterMinutes: null } as const);
  const cause = {
    origin: "slo",
    originId: violation.id,
    startedAt: violation.startedAt,
    title: `${violation.sloKey} ${violation.objectiveName}`,
  } as const;
  return await unlessOvertaken(() =>
    openAutomatic(
      pageId,
      suggestionsOf(violation, rule),
      mode,
      cause,
      now,
      async (tx, { id }) => (await linkInside(tx, violation, id, now)) !== null,
    ),
  );
}

/** The violation is over: the notice that it drafted is closed, resolved or proposed to people, once none of its kind is open. */
export async function endNotice(violation: Violation, now: number): Promise<void> {
  const { pageId, incidentId } = violation;
  if (incidentId === null) return;
  await unlessOvertaken(() =>
    change(automationScope(pageId), async (tx) => {
      const nothing = { result: null, audit: null, event: null };
      const incident = await lockIncident(tx, pageId, incidentId);
      if (incident?.origin !== "slo" || (await countOpenOf(tx, incidentId)) > 0) return nothing;
      const { languages } = await readPageWords(pageId, [], tx);
      const acting = { tx, scope: automationScope(pageId), now };
      return { result: null, ...(await endInside(acting, incident, languages)) };
    }),
  );
}
