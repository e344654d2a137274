import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { singleLine } from "#lib/domain/input/text.ts";
import { type Translations, translations } from "#lib/domain/language.ts";
import { description, MAX_COMPONENTS, MAX_NAME_LENGTH, position } from "./component.ts";

export const MAX_GROUPS = 100;

/** Instants are milliseconds since the epoch; `componentIds` are the members that are not archived, by position. */
export type ComponentGroup = {
  id: string;
  pageId: string;
  name: string;
  description: string | null;
  translations: Translations;
  position: number;
  componentIds: string[];
  catalogueKey: string | null;
  createdAt: number;
  updatedAt: number;
};

const members = z
  .array(id)
  .max(MAX_COMPONENTS)
  .meta({ description: "Ids of all members, in their order: components that are not named leave the group" });

export const newComponentGroup = z.object({
  name: singleLine(MAX_NAME_LENGTH),
  description: description.nullish(),
  components: members.optional(),
  position: position.optional(),
  translations: translations.optional(),
});
export type NewComponentGroup = z.infer<typeof newComponentGroup>;

export const componentGroupPatch = newComponentGroup.partial();
export type ComponentGroupPatch = z.infer<typeof componentGroupPatch>;
