import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { translations } from "#lib/domain/language.ts";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import { STATES } from "#lib/domain/status/state.ts";
import { TEMPLATE_KINDS, type Template } from "#lib/domain/templates/template.ts";
import { componentBody, presentComponent } from "../component.ts";
import { instant, instantText } from "../instant.ts";
import { eventStatus } from "./update.ts";

/** A template with the components that it names, as they are shown now. */
export type ToldTemplate = { template: Template; shown: ComponentWithStatus[] };

export const templateBody = z
  .object({
    id,
    name: z.string(),
    title: z.string(),
    body: z.string(),
    group_id: id.nullable(),
    update_status: eventStatus.nullable(),
    should_tweet: z.literal(false),
    should_send_notifications: z.boolean(),
    components: z.array(componentBody),
    page_id: id,
    kind: z.enum(TEMPLATE_KINDS),
    component_states: z.record(z.string(), z.enum(STATES).nullable()).meta({
      description: "What it claims of each component; null: only named",
    }),
    translations,
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: "IncidentTemplate" });

export const presentTemplate = ({ template, shown }: ToldTemplate): z.infer<typeof templateBody> => ({
  id: template.id,
  name: template.name,
  title: template.title,
  body: template.body,
  group_id: template.groupId,
  update_status: template.updateStatus,
  should_tweet: false,
  should_send_notifications: template.shouldSendNotifications,
  components: shown.map(presentComponent),
  page_id: template.pageId,
  kind: template.kind,
  component_states: Object.fromEntries(template.components.map((one) => [one.componentId, one.state])),
  translations: template.translations,
  created_at: instantText(template.createdAt),
  updated_at: instantText(template.updatedAt),
});

export const templateExample: z.infer<typeof templateBody> = {
  id: "t1e2m3p4l5a6",
  name: "API 장애",
  title: "{{components}} 장애",
  body: "{{time}}부터 {{components}} 요청이 실패하고 있습니다. 원인을 조사하고 있습니다.",
  group_id: null,
  update_status: "investigating",
  should_tweet: false,
  should_send_notifications: true,
  components: [],
  page_id: "p0qjfl24znv5",
  kind: "incident",
  component_states: {},
  translations: {
    en: {
      name: "{{components}} outage",
      body: "Requests to {{components}} have been failing since {{time}}.",
    },
  },
  created_at: "2026-11-23T01:00:00.000Z",
  updated_at: "2026-11-23T01:00:00.000Z",
};
