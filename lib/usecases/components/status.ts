import { setBaseline } from "#lib/data/page/baselines.ts";
import { setOverride } from "#lib/data/page/overrides.ts";
import { requestDays } from "#lib/data/page/recounts.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Component } from "#lib/domain/page/component.ts";
import type { WireState } from "#lib/domain/status/state.ts";

/**
 * What a person says about a component from `now` (ms) on: of a manual component that is its baseline; over monitors it
 * is a visible override that "operational" takes back. The caller holds the component's row lock. False: no change.
 */
export async function sayStatus(
  tx: Tx,
  component: Pick<Component, "id" | "pageId" | "baselineSource">,
  state: WireState,
  now: number,
): Promise<boolean> {
  const changed =
    component.baselineSource === "manual"
      ? await setBaseline(tx, component.id, state, now)
      : await setOverride(tx, component, state === "operational" ? null : state, now);
  if (changed) await requestDays(tx, [component.id], now);
  return changed;
}
