import { readLiveComponents } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readTemplate } from "#lib/data/templates/templates.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { EventStatus } from "#lib/domain/incidents/incident.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import type { Template } from "#lib/domain/templates/template.ts";
import { type FilledTemplate, fillTemplate } from "#lib/domain/templates/template-text.ts";
import { readScopedPage } from "../pages/read.ts";

/** What a template is used for; what is left out is the template's own. */
export type TemplateUse = {
  componentIds?: readonly string[] | undefined;
  status?: EventStatus | undefined;
  incident?: { name: string; translations: Translations } | undefined;
  scheduledFor?: number | undefined;
  scheduledUntil?: number | undefined;
};

export type Filled = FilledTemplate & {
  status: EventStatus | null;
  /** Components of the template that are still there, with what it claims of each. */
  components: { componentId: string; state: WireState | null }[];
  deliverNotifications: boolean;
};

const FIRST_STATUS = {
  incident: "investigating",
  update: "investigating",
  maintenance: "scheduled",
} as const;

/** A template's texts with every name filled in. @throws Failure invalid (`incident.template_id`: none of this page) */
export async function fillPageTemplate(
  scope: Scope<"page:read" | "incidents:write">,
  templateId: string,
  use: TemplateUse,
  now: number,
): Promise<Filled> {
  const template = await readTemplate(scope.pageId, templateId);
  if (!template) throw invalid([{ path: "incident.template_id", message: "no such template on this page" }]);
  const page = await readScopedPage(scope);
  const own = await liveOf(template);
  const named = use.componentIds ?? own.map(({ componentId }) => componentId);
  const components = await readLiveComponents(scope.pageId, named);
  const filled = fillTemplate(template, {
    page,
    components: components.sort((a, b) => named.indexOf(a.id) - named.indexOf(b.id)),
    status: use.status ?? template.updateStatus ?? FIRST_STATUS[template.kind],
    at: now,
    incident: use.incident,
    scheduledFor: use.scheduledFor,
    scheduledUntil: use.scheduledUntil,
  });
  return {
    ...filled,
    status: template.updateStatus,
    components: own,
    deliverNotifications: template.shouldSendNotifications,
  };
}

async function liveOf({ pageId, components }: Template): Promise<Template["components"]> {
  const ids = components.map(({ componentId }) => componentId);
  const live = new Set((await readLiveComponents(pageId, ids)).map(({ id }) => id));
  return components.filter(({ componentId }) => live.has(componentId));
}
