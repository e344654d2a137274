import { listedComponents } from "./overall.ts";
import type { Snapshot, SnapshotComponent, SnapshotGroup } from "./snapshot.ts";
import { type State, worst } from "./status/state.ts";

/** Above this many listed components, groups in which all is well are folded to one line each. */
export const FOLD_ABOVE_COMPONENTS = 12;

/** A block of the component list: a group with its members, or neighbouring components without a group. */
export type Section = {
  group: SnapshotGroup | null;
  components: SnapshotComponent[];
  state: State;
  isFolded: boolean;
};

/** The component list in the page's order; groups without a listed member are left out. */
export function sectionsOf(snapshot: Snapshot): Section[] {
  const listed = listedComponents(snapshot);
  const isLong = listed.length > FOLD_ABOVE_COMPONENTS;
  const section = (group: SnapshotGroup | null, components: SnapshotComponent[]): Section => {
    const states = components.map((component) => component.state);
    const isCalm = states.every((state) => state === "operational");
    return {
      group,
      components,
      state: worst(states),
      isFolded: isLong && group !== null && components.length > 1 && isCalm,
    };
  };
  const known = new Set(snapshot.groups.map((group) => group.id));
  const groups = snapshot.groups.map((group) => ({
    position: group.position,
    part: section(
      group,
      listed.filter((component) => component.groupId === group.id),
    ),
  }));
  const singles = listed
    .filter((component) => component.groupId === null || !known.has(component.groupId))
    .map((component) => ({ position: component.position, part: section(null, [component]) }));
  const ordered = [...groups, ...singles]
    .filter(({ part }) => part.components.length > 0)
    .sort((a, b) => a.position - b.position)
    .map(({ part }) => part);
  return ordered.reduce<Section[]>((sections, next) => {
    const last = sections.at(-1);
    if (!last || last.group || next.group) sections.push(next);
    else sections[sections.length - 1] = section(null, [...last.components, ...next.components]);
    return sections;
  }, []);
}
