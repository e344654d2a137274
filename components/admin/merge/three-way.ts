import { diff3Merge } from "node-diff3";

export type Labels = { theirs: string; mine: string };

const OPEN = "<<<<<<<";
const MIDDLE = "=======";
const CLOSE = ">>>>>>>";

/**
 * What two people made of one text: changes in different lines are both kept; where both changed the same, both forms
 * stand between marks, so that nothing is lost and a person decides.
 */
export function mergedText(base: string, mine: string, theirs: string, labels: Labels): string {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const lines = (text: string) => text.split("\n");
  const regions = diff3Merge(lines(mine), lines(base), lines(theirs), { excludeFalseConflicts: true });
  return regions
    .flatMap(({ ok, conflict }) =>
      conflict
        ? [`${OPEN} ${labels.mine}`, ...conflict.a, MIDDLE, ...conflict.b, `${CLOSE} ${labels.theirs}`]
        : (ok ?? []),
    )
    .join("\n");
}

/** Marks that nobody has decided about: readers must never see them. */
export const hasMarks = (text: string): boolean =>
  text.split("\n").some((line) => line.startsWith(OPEN) || line.startsWith(CLOSE) || line === MIDDLE);

/** One value that two people may have changed: whose counts; "both" when they disagree. */
export function changedBy<T>(base: T, mine: T, theirs: T): "nobody" | "mine" | "theirs" | "both" {
  const isSame = (a: T, b: T) => JSON.stringify(a) === JSON.stringify(b);
  if (isSame(mine, theirs) || isSame(theirs, base)) return isSame(mine, base) ? "nobody" : "mine";
  return isSame(mine, base) ? "theirs" : "both";
}
