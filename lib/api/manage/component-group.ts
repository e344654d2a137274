import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { translations } from "#lib/domain/language.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { instant, instantText } from "./instant.ts";

export const componentGroupBody = z
  .object({
    id,
    page_id: id,
    name: z.string(),
    description: z.string().nullable(),
    components: z.array(id).meta({ description: "Ids of the members, in their order" }),
    position: z.number().int(),
    translations,
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "ComponentGroup" });

export const presentComponentGroup = (group: ComponentGroup): z.infer<typeof componentGroupBody> => ({
  id: group.id,
  page_id: group.pageId,
  name: group.name,
  description: group.description,
  components: group.componentIds,
  position: group.position,
  translations: group.translations,
  created_at: instantText(group.createdAt),
  updated_at: instantText(group.updatedAt),
});

export const componentGroupExample: z.infer<typeof componentGroupBody> = {
  id: "g1m2n3p4q5r6",
  page_id: "p0qjfl24znv5",
  name: "API",
  description: null,
  components: ["8kbf7d35c070"],
  position: 1,
  translations: {},
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
};
