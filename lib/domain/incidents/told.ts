import type { ComponentWithStatus } from "../page/component.ts";
import type { Incident } from "./incident.ts";

/** An incident with the components that it concerns, and the names of all that its updates tell of. */
export type ToldIncident = Incident & {
  shown: ComponentWithStatus[];
  /** By component id: "Group - Component", as Statuspage writes them. */
  names: ReadonlyMap<string, string>;
};
