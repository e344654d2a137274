import type { WireState } from "#lib/domain/status/state.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";

/**
 * A person's visible word over what the monitors say, from `at` (ms) on; null takes it back. The caller holds the
 * component's row lock. False: nothing changed.
 */
export async function setOverride(
  tx: Tx,
  component: { id: string; pageId: string },
  state: Exclude<WireState, "operational"> | null,
  at: number,
): Promise<boolean> {
  const mine = { componentId: component.id, source: "override", endedAt: null };
  const open = await tx.stateClaim.findFirst({ where: mine });
  if ((open?.state ?? null) === state) return false;
  await tx.stateClaim.deleteMany({ where: { ...mine, startedAt: { gte: new Date(at) } } });
  await tx.stateClaim.updateMany({ where: mine, data: { endedAt: new Date(at) } });
  if (state !== null)
    await tx.stateClaim.create({
      data: {
        id: newId(),
        pageId: component.pageId,
        componentId: component.id,
        source: "override",
        state,
        startedAt: new Date(at),
      },
    });
  return true;
}
