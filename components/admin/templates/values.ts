import { INCIDENT_STATUSES, MAINTENANCE_STATUSES } from "#lib/domain/incidents/incident.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import type { Template, TemplateKind } from "#lib/domain/templates/template.ts";

export type TemplateValues = {
  kind: TemplateKind;
  name: string;
  title: string;
  body: string;
  translations: Translations;
  status: string;
  /** Component id to its state; "": only named. */
  components: Record<string, WireState | "">;
  notify: boolean;
};

export const newTemplateValues = (kind: TemplateKind): TemplateValues => ({
  kind,
  name: "",
  title: "",
  body: "",
  translations: {},
  status: "",
  components: {},
  notify: true,
});

export const templateValues = (template: Template): TemplateValues => ({
  kind: template.kind,
  name: template.name,
  title: template.title,
  body: template.body,
  translations: template.translations,
  status: template.updateStatus ?? "",
  components: Object.fromEntries(
    template.components.map(({ componentId, state }) => [componentId, state ?? ""]),
  ),
  notify: template.shouldSendNotifications,
});

/** Statuses that a template of this kind may bring. */
export function statusesOf(kind: TemplateKind): string[] {
  const told = INCIDENT_STATUSES.filter((status) => status !== "postmortem");
  if (kind === "maintenance") return [...MAINTENANCE_STATUSES];
  return kind === "incident" ? [...told] : [...told, ...MAINTENANCE_STATUSES];
}

/** The template as the manage API takes it. */
export function templateBody(values: TemplateValues) {
  const entries = Object.entries(values.components);
  return {
    template: {
      kind: values.kind,
      name: values.name,
      title: values.title,
      body: values.body,
      translations: values.translations,
      update_status: values.status || null,
      components: Object.fromEntries(entries.filter(([, state]) => state !== "")),
      component_ids: entries.filter(([, state]) => state === "").map(([id]) => id),
      should_send_notifications: values.notify,
    },
  };
}
