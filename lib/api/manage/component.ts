import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { translations } from "#lib/domain/language.ts";
import { BASELINE_SOURCES, type ComponentWithStatus } from "#lib/domain/page/component.ts";
import { STATES } from "#lib/domain/status/state.ts";
import { instant, instantText } from "./instant.ts";

/** A component as Statuspage tells it, and behind it what only we know. */
export const componentBody = z
  .object({
    id,
    page_id: id,
    group_id: id.nullable(),
    created_at: instant,
    updated_at: instant,
    group: z.literal(false),
    name: z.string(),
    description: z.string().nullable(),
    position: z.number().int(),
    status: z.enum(STATES),
    showcase: z.boolean(),
    only_show_if_degraded: z.boolean(),
    automation_email: z.null(),
    start_date: z.iso.date().nullable(),
    published: z.boolean(),
    translations,
    baseline_source: z.enum(BASELINE_SOURCES),
    data: z.enum(["none", "stale", "fresh"]).meta({
      description: "What status rests on: nothing yet, something that is no longer measured, or the present",
    }),
    overridden: z.boolean().meta({ description: "A person set this status over the monitors" }),
    archived_at: instant.nullable(),
  })
  .meta({ id: "Component" });

export const presentComponent = (component: ComponentWithStatus): z.infer<typeof componentBody> => ({
  id: component.id,
  page_id: component.pageId,
  group_id: component.groupId,
  created_at: instantText(component.createdAt),
  updated_at: instantText(component.updatedAt),
  group: false,
  name: component.name,
  description: component.description,
  position: component.position,
  status: component.status.wire,
  showcase: component.showcase,
  only_show_if_degraded: component.onlyShowIfDegraded,
  automation_email: null,
  start_date: component.startDate,
  published: component.published,
  translations: component.translations,
  baseline_source: component.baselineSource,
  data: component.status.data,
  overridden: component.status.overridden,
  archived_at: component.archivedAt === null ? null : instantText(component.archivedAt),
});

export const componentExample: z.infer<typeof componentBody> = {
  id: "8kbf7d35c070",
  page_id: "p0qjfl24znv5",
  group_id: null,
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
  group: false,
  name: "REST API",
  description: "요청을 받아 처리하는 공개 API입니다.",
  position: 1,
  status: "operational",
  showcase: true,
  only_show_if_degraded: false,
  automation_email: null,
  start_date: "2026-11-01",
  published: true,
  translations: { en: { name: "REST API", description: "The public API that takes requests." } },
  baseline_source: "manual",
  data: "fresh",
  overridden: false,
  archived_at: null,
};
