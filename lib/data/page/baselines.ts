import type { State, WireState } from "#lib/domain/status/state.ts";
import type { Tx } from "../tx.ts";

/**
 * The stored baseline of components that people set by hand (that of measured components is the judge's). Only what
 * somebody said is stored: a hole in it is operational. The caller holds the component's row lock, so that a timeline
 * has one writer.
 */
export async function setBaseline(
  tx: Tx,
  componentId: string,
  state: WireState,
  at: number,
): Promise<boolean> {
  const open = await tx.componentBaseline.findFirst({ where: { componentId, endedAt: null } });
  if ((open?.state ?? "operational") === state) return false;
  await endBaseline(tx, componentId, at);
  const instant = new Date(at);
  // What was said until this millisecond may be the same: then it simply goes on.
  const same = { componentId, endedAt: instant, state };
  const { count } = await tx.componentBaseline.updateMany({ where: same, data: { endedAt: null } });
  if (count === 0) await tx.componentBaseline.create({ data: { componentId, startedAt: instant, state } });
  return true;
}

/**
 * Nothing is said from `at` (ms) on: a span that began in that very millisecond never was. Nor was one that began later:
 * it comes from a process whose clock runs ahead of the caller's.
 */
export async function endBaseline(tx: Tx, componentId: string, at: number): Promise<void> {
  const instant = new Date(at);
  await tx.componentBaseline.deleteMany({ where: { componentId, startedAt: { gte: instant } } });
  await tx.componentBaseline.updateMany({
    where: { componentId, OR: [{ endedAt: null }, { endedAt: { gt: instant } }] },
    data: { endedAt: instant },
  });
}

export const hasBaseline = async (tx: Tx, componentId: string): Promise<boolean> =>
  (await tx.componentBaseline.findFirst({ where: { componentId } })) !== null;

/**
 * Writes down what the holes of the past meant before another source begins to speak: from `from` to `until` (ms) they
 * hold `state`, and the open span ends.
 */
export async function settleBaseline(
  tx: Tx,
  componentId: string,
  state: Extract<State, "operational" | "unknown">,
  { from, until }: { from: number; until: number },
): Promise<void> {
  await endBaseline(tx, componentId, until);
  await tx.$executeRaw`
    insert into component_baselines (component_id, started_at, ended_at, state)
    select ${componentId}, lower(hole), upper(hole), ${state}::component_state
    from unnest(tstzmultirange(tstzrange(${new Date(from)}, ${new Date(Math.max(from, until))})) - coalesce(
      (select range_agg(tstzrange(started_at, ended_at)) from component_baselines
        where component_id = ${componentId}), '{}')) as hole`;
}
