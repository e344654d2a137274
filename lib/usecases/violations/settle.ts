import type { Scope } from "#lib/data/scope.ts";
import {
  insertViolation,
  lockViolation,
  readLatestViolations,
  readViolationRow,
  saveViolation,
} from "#lib/data/slo/violations.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import {
  criticalAtAfter,
  type Firing,
  type Transition,
  transitionOf,
  type Verdict,
} from "#lib/domain/slo/life.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { sloScope, told } from "./acting.ts";

export type Judged = {
  objective: Pick<StoredObjective, "id" | "sloId" | "pageId" | "componentIds">;
  verdict: Verdict;
  /** Whose violations: "" are those that warn and page, INFO_SCOPE what is only recorded. */
  scope?: string;
  /** Affected now; the objective's own where nothing closer is known. */
  componentIds?: readonly string[];
};

/** What became of a verdict; null: nothing changed, or another worker was first. */
export type Settled = { transition: Exclude<Transition, "none">; violation: Violation };

type Acting = { tx: Tx; scope: Scope<"incidents:write">; now: number };

const detailsOf = ({ rule, severity, actual, target, unit }: Firing) => ({
  rule,
  severity,
  actual,
  target,
  unit,
});

async function open({ tx, scope, now }: Acting, judged: Judged, firing: Firing) {
  const { objective, componentIds } = judged;
  const { id: objectiveId, sloId, pageId } = objective;
  const { lastBadAt: _, ...fields } = firing;
  const about = { pageId, sloId, objectiveId, scope: judged.scope ?? "" };
  const criticalAt = criticalAtAfter(null, firing, now);
  const affected = [...(componentIds ?? objective.componentIds)];
  const id = await insertViolation(tx, { ...about, ...fields, criticalAt, componentIds: affected }, now);
  if (id === null) return null;
  const violation = (await readViolationRow(scope.pageId, id, tx))!;
  const details = { ...detailsOf(firing), started_at: new Date(firing.startedAt).toISOString() };
  return await told(tx, scope, violation, "opened", { action: "open", details, now });
}

async function goOn(
  { tx, scope, now }: Acting,
  latest: Violation,
  firing: Firing,
  kind: "worsened" | "eased" | "reopened",
) {
  const { rule, severity, actual } = firing;
  const criticalAt = criticalAtAfter(latest, firing, now);
  const again = { endedAt: null, resolvedAt: null, resolvedBy: null, reopened: latest.reopened + 1 };
  const fields = { rule, severity, actual, criticalAt, ...(kind === "reopened" && again) };
  const violation = await saveViolation(tx, latest, fields, now);
  const action = kind === "worsened" ? "worsen" : kind === "eased" ? "ease" : "reopen";
  return await told(tx, scope, violation, kind, { action, details: detailsOf(firing), now });
}

async function end(
  { tx, scope, now }: Acting,
  latest: Violation,
  over: { endedAt: number; resolvedAt: number },
) {
  const endedAt = Math.max(latest.startedAt, over.endedAt);
  // Its rule may have ended before anybody saw it open: a violation is never over before it was detected.
  const resolvedAt = Math.max(latest.detectedAt, over.resolvedAt);
  const violation = await saveViolation(tx, latest, { endedAt, resolvedAt, resumesAt: null }, now);
  return await told(tx, scope, violation, "resolved", {
    action: "resolve",
    details: { by: "rule", ended_at: new Date(endedAt).toISOString() },
    now,
  });
}

const NOTHING = { result: null, audit: null, event: null };
const KINDS = { worsen: "worsened", ease: "eased", reopen: "reopened" } as const;

/**
 * Makes the violations of an objective what a verdict says: opens, worsens, eases, ends or reopens. `latest` is what was read
 * before; it is looked at again in the transaction, so that of any number of workers one does it.
 */
export async function settleVerdict(
  judged: Judged,
  latest: Violation | null,
  now: number,
): Promise<Settled | null> {
  const { objective, verdict } = judged;
  if (transitionOf(latest, verdict, now) === "none") return null;
  const scope = sloScope(objective.pageId);
  return await change<Settled | null>(scope, async (tx) => {
    if (latest) await lockViolation(tx, objective.pageId, latest.id);
    const seen = (await readLatestViolations([objective.id], tx, judged.scope)).get(objective.id) ?? null;
    // Another worker opened a newer one, or somebody ended it: the next round decides.
    if (seen?.id !== latest?.id || seen?.revision !== latest?.revision) return NOTHING;
    const transition = transitionOf(seen, verdict, now);
    const written = await act({ tx, scope, now }, judged, seen, transition);
    if (!written || transition === "none") return NOTHING;
    return { ...written, result: { transition, violation: written.result } };
  });
}

async function act(acting: Acting, judged: Judged, seen: Violation | null, transition: Transition) {
  const { verdict } = judged;
  if (transition === "resolve" && verdict.kind === "met") return await end(acting, seen!, verdict);
  if (transition === "none" || transition === "resolve" || verdict.kind !== "violated") return null;
  if (transition === "open") return await open(acting, judged, verdict.firing);
  return await goOn(acting, seen!, verdict.firing, KINDS[transition]);
}
