import { heldCorrections, insertCorrection } from "#lib/data/corrections/stored.ts";
import { newId } from "#lib/data/new-id.ts";
import { lockComponent } from "#lib/data/page/components.ts";
import { firstBaselineAt, requestDays } from "#lib/data/page/recounts.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import {
  type Correction,
  checkCorrection,
  MAX_CORRECTIONS,
  type NewCorrection,
} from "#lib/domain/corrections/correction.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import type { Component } from "#lib/domain/page/component.ts";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import { readScopedPage } from "../pages/read.ts";

/** A measured component without a start date is covered from its first verdict, which may precede its making. */
async function coveredFrom(tx: Tx, component: Component, timeZone: string): Promise<number> {
  if (component.startDate) return dayBounds(component.startDate, timeZone).startedAt;
  if (component.baselineSource === "manual") return component.createdAt;
  const first = await firstBaselineAt(tx, component.id);
  return Math.min(first ?? component.createdAt, component.createdAt);
}

/**
 * Says of a past stretch of a component that it was up, down or not to be counted, with a reason that readers see. Its
 * days are counted again. @throws Failure not_found, invalid (future, too long, before the component is covered, too many)
 */
export async function correctPast(
  scope: Scope<"components:write">,
  componentId: string,
  input: NewCorrection,
  now: number,
): Promise<Correction> {
  const { timeZone } = await readScopedPage(scope);
  return await change(scope, async (tx) => {
    const component = await lockComponent(tx, scope.pageId, componentId);
    if (!component || component.archivedAt !== null) throw notFound("component");
    checkCorrection(input, await coveredFrom(tx, component, timeZone), now);
    const held = await heldCorrections(tx, componentId);
    if (held.count >= MAX_CORRECTIONS)
      throw invalid([
        { path: "correction", message: `a component has at most ${MAX_CORRECTIONS} corrections` },
      ]);
    const correction: Correction = {
      id: newId(),
      pageId: scope.pageId,
      componentId,
      verdict: input.verdict,
      startedAt: input.started_at,
      endedAt: input.ended_at,
      reason: input.reason,
      actorKind: scope.actor.kind,
      actorId: scope.actor.id,
      // The later made wins: clocks of two processes must not turn the order round.
      createdAt: Math.max(now, held.lastAt + 1),
      revokedAt: null,
    };
    await insertCorrection(tx, correction);
    await requestDays(tx, [componentId], correction.startedAt);
    return {
      result: correction,
      audit: {
        action: "correction.create",
        objectKind: "correction",
        objectId: correction.id,
        after: auditable(correction),
      },
      event: {
        kind: "component.corrected",
        payload: { component_id: componentId, correction_id: correction.id },
      },
    };
  });
}

/** The reason is public and belongs to what was done: the chain holds it. */
export const auditable = ({ componentId, verdict, startedAt, endedAt, reason }: Correction) => ({
  componentId,
  verdict,
  startedAt: new Date(startedAt).toISOString(),
  endedAt: new Date(endedAt).toISOString(),
  reason,
});
