import { type WireState, worst } from "../status/state.ts";
import { type Incident, MAX_UPDATE_BODY_LENGTH } from "./incident.ts";

/** The components that a draft names and the survivor does not, with the states the draft suggests. */
export function newStates(draft: Incident, survivor: Incident): Record<string, WireState> {
  const has = new Set(survivor.components.map(({ componentId }) => componentId));
  return Object.fromEntries(
    draft.components
      .filter(({ componentId }) => !has.has(componentId))
      .map(({ componentId, state }) => [componentId, state]),
  );
}

/** The components of two drafts together: the worse suggestion of each. */
export function joinedStates(draft: Incident, survivor: Incident): Record<string, WireState> {
  const all = [...survivor.components, ...draft.components];
  return Object.fromEntries(
    [...Map.groupBy(all, ({ componentId }) => componentId)].map(([id, entries]) => [
      id,
      worst(entries.map(({ state }) => state)) as WireState,
    ]),
  );
}

/** The texts of two drafts, one below the other; a text that is there already, or too much, is left out. */
export function joinedBody(survivor: string, draft: string): string {
  if (draft.trim() === "" || survivor.includes(draft)) return survivor;
  const joined = survivor.trim() === "" ? draft : `${survivor}\n\n${draft}`;
  return joined.length > MAX_UPDATE_BODY_LENGTH ? survivor : joined;
}
