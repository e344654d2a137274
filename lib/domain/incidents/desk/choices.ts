import type { Channel } from "../../delivery/channel.ts";
import type { Translations } from "../../language.ts";
import type { State, WireState } from "../../status/state.ts";
import type { EventStatus } from "../incident.ts";

/** What a writer may choose from. Names are in the admin's language where there is one. */
export type ComponentChoice = {
  id: string;
  name: string;
  translations: Translations;
  groupName: string | null;
  state: State;
  isPublished: boolean;
};

export type TemplateChoice = {
  id: string;
  kind: "incident" | "update" | "maintenance";
  name: string;
  title: string;
  body: string;
  translations: Translations;
  status: EventStatus | null;
  components: { componentId: string; state: WireState | null }[];
  delivers: boolean;
};

export type PersonChoice = { id: string; name: string };

/** How many may be told of anything at all, and over which channels this installation cannot send. */
export type Reach = { activeSubscribers: number; unconfigured: Channel[] };

export type Choices = {
  components: ComponentChoice[];
  templates: TemplateChoice[];
  people: PersonChoice[];
  reach: Reach;
};

/** A component as it is told apart from its namesakes: "Data – Backups". */
export const fullName = ({ name, groupName }: Pick<ComponentChoice, "name" | "groupName">): string =>
  groupName ? `${groupName} – ${name}` : name;

/** The names of a component in the page's other languages, by which it is found too. */
export const otherNames = ({ translations }: Pick<ComponentChoice, "translations">): string[] =>
  Object.values(translations).flatMap(({ name } = {}) => name ?? []);
