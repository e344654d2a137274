import type { Scope } from "#lib/data/scope.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { NewIncident } from "#lib/domain/incidents/input.ts";
import { given } from "#lib/domain/input/given.ts";
import type { Translations } from "#lib/domain/language.ts";
import { type Filled, fillPageTemplate } from "./fill.ts";

/** Of an incident that is begun with a template, what its author did not say is the template's. */
export type Begun = Omit<NewIncident, "name"> & { name?: NewIncident["name"] | undefined };

const only = (translations: Translations, field: "name" | "body"): Translations | undefined => {
  const texts = Object.entries(translations).flatMap(([language, one]) =>
    one?.[field] ? [[language, { [field]: one[field] }]] : [],
  );
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
};

function joined(input: Begun, filled: Filled) {
  const own = input.components === undefined && input.component_ids === undefined;
  const claimed = filled.components.flatMap(({ componentId, state }) =>
    state ? [[componentId, state]] : [],
  );
  return given({
    ...input,
    name: input.name ?? (filled.title || undefined),
    body: input.body ?? filled.body,
    status: input.status ?? filled.status ?? undefined,
    translations: input.translations ?? only(filled.translations, "name"),
    update_translations: input.update_translations ?? only(filled.translations, "body"),
    deliver_notifications: input.deliver_notifications ?? filled.deliverNotifications,
    components: own ? Object.fromEntries(claimed) : input.components,
    component_ids: own ? filled.components.map(({ componentId }) => componentId) : input.component_ids,
  });
}

/** The incident that is meant: with `template_id`, what is left out is filled in. @throws Failure invalid */
export async function beginWithTemplate(
  scope: Scope<"incidents:write">,
  input: Begun,
  now: number,
): Promise<NewIncident> {
  const componentIds = input.component_ids ?? (input.components && Object.keys(input.components));
  const use = {
    componentIds,
    status: input.status,
    scheduledFor: input.scheduled_for ?? undefined,
    scheduledUntil: input.scheduled_until ?? undefined,
  };
  const begun = input.template_id
    ? joined(input, await fillPageTemplate(scope, input.template_id, use, now))
    : input;
  if (begun.name === undefined)
    throw invalid([{ path: "incident.name", message: "needed (or a template that brings one)" }]);
  return { ...begun, name: begun.name } as NewIncident;
}
