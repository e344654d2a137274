import type { Fault } from "../../errors.ts";
import type { SliKind } from "../source.ts";

/** What of a page a definition may name. Names are keys or ids, as people wrote them. */
export type Known = {
  slis: ReadonlyMap<string, SliKind>;
  components: ReadonlySet<string>;
  tiers: ReadonlySet<string>;
  /** Ids of what has a key, too: taken, but not proposed to people. */
  ids?: ReadonlySet<string>;
};

/** Keys of SLOs, objectives and SLIs. */
export const KEY_FORM = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

export const MAX_OBJECTIVES = 50;
export const MAX_ALERTS = 20;
export const MAX_PARTS = 20;
export const MAX_SLOS = 200;
export const MAX_SLIS = 1_000;
export const MAX_TIERS = 20;

/** Said of something that is not ideal, but held: shown with a diff, and in the answer of an import. */
export type Note = Fault;

const SHOWN = 5;

/** "a, b, c" of what there is to choose from, the nearest names first. */
export function namesLike(
  name: string,
  known: Iterable<string>,
  ids: ReadonlySet<string> = new Set(),
): string {
  const wanted = name.toLowerCase();
  const near = (one: string) => {
    const [a, b] = [one.toLowerCase(), wanted];
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    return -same;
  };
  const named = [...known].filter((one) => !ids.has(one));
  const sorted = named.sort((a, b) => near(a) - near(b) || (a < b ? -1 : 1));
  return sorted.length === 0 ? "none" : sorted.slice(0, SHOWN).join(", ");
}
