import type { ObjectiveRule, SloSettings } from "../slo/definition.ts";
import type { ObjectiveFigures } from "../slo/figures.ts";
import type { Level } from "./policy.ts";

/** So many services down at once are several. */
export const SEVERAL_SERVICES = 2;
/** A large outage: at least so many services, and at least half of all. */
export const MANY_SERVICES = 3;

/** Services of the page that are in a major outage now: those that the violation is about, and all there are. */
export type Affected = { down: number; total: number };

/**
 * The level that the content of a violation demands at once: what its SLO says (loss of data, security), level 4 for a large
 * outage, level 3 for several services down. Null: the clock alone decides.
 */
export function contentFloor(
  { levelFloor }: Pick<SloSettings, "levelFloor">,
  { down, total }: Affected,
): Level | null {
  if (levelFloor === 4 || (down >= MANY_SERVICES && down * 2 >= total)) return 4;
  if (levelFloor === 3 || down >= SEVERAL_SERVICES) return 3;
  return null;
}

type Judged = Pick<ObjectiveFigures, "operational" | "burn">;

/**
 * When the operational budget of an objective ends if things stay as they are, in milliseconds from now. A component that is
 * down spends a millisecond in each; anything else spends as the shortest window does. Null: never, or nothing is known.
 */
export function exhaustsInMs(
  rule: ObjectiveRule,
  figures: Judged | null,
  { down }: Affected,
  windowSeconds: number,
): number | null {
  const { remaining = null, remainingPercent = null } = figures?.operational ?? {};
  if (rule.kind === "availability") {
    if (down === 0 || remaining === null) return null;
    return Math.max(0, Number(remaining));
  }
  const shortest = figures?.burn.reduce<Judged["burn"][number] | null>(
    (best, one) => (best === null || one.shortSeconds < best.shortSeconds ? one : best),
    null,
  );
  const burn = Number(shortest?.shortBurn ?? 0);
  if (!(burn > 0) || remainingPercent === null) return null;
  return Math.max(0, ((windowSeconds * 1_000) / burn) * (Number(remainingPercent) / 100));
}
