import type { TemplateChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { EventStatus, ImpactOverride } from "#lib/domain/incidents/incident.ts";
import { localTime } from "#lib/domain/input/local-time.ts";
import type { Language, Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { fillText, type TemplateContext, templateValues } from "#lib/domain/templates/template-text.ts";

export type Texts = Partial<Record<Language, string>>;
export type NextUpdate = { kind: "none" } | { kind: "in"; minutes: number } | { kind: "at"; local: string };

/** What somebody is writing: everything of it survives a reload, so it holds only plain values. */
export type Writing = {
  kind: "incident" | "announcement";
  templateId: string | null;
  names: Texts;
  bodies: Texts;
  status: EventStatus;
  components: { componentId: string; state: WireState }[];
  next: NextUpdate;
  delivers: boolean;
  priority: 1 | 2 | null;
  impact: ImpactOverride | null;
  /** Local times of the page's zone; empty: not said. */
  startedAt: string;
  isBackfilled: boolean;
  endedAt: string;
  changesPast: boolean;
  /** Of the incident that it was begun on; 0: of none yet. */
  revision: number;
};

export const newWriting = (status: EventStatus = "investigating"): Writing => ({
  kind: "incident",
  templateId: null,
  names: {},
  bodies: {},
  status,
  components: [],
  next: { kind: "none" },
  delivers: true,
  priority: null,
  impact: null,
  startedAt: "",
  isBackfilled: false,
  endedAt: "",
  changesPast: false,
  revision: 0,
});

const isBlank = (texts: Texts) => Object.values(texts).every((text) => !text?.trim());

/** The texts of a template in every language of the page that it has. */
function textsOf(
  base: string,
  translations: Translations,
  field: "name" | "body",
  languages: readonly Language[],
): Texts {
  const texts: Texts = {};
  languages.forEach((language, at) => {
    const text = at === 0 ? base : translations[language]?.[field];
    if (text) texts[language] = text;
  });
  return texts;
}

/** Fills in what the template says; words that somebody wrote already are never thrown away. */
export function applied(writing: Writing, template: TemplateChoice, languages: readonly Language[]): Writing {
  const { title, body, translations, status, components, delivers } = template;
  const known = new Set(components.map(({ componentId }) => componentId));
  // A component that a template only names is shown as it is: the writer says the state.
  const own = components.map(({ componentId, state }) => ({ componentId, state: state ?? "operational" }));
  return {
    ...writing,
    templateId: template.id,
    names: isBlank(writing.names) ? textsOf(title, translations, "name", languages) : writing.names,
    bodies: isBlank(writing.bodies) ? textsOf(body, translations, "body", languages) : writing.bodies,
    status: status ?? writing.status,
    components: [...own, ...writing.components.filter(({ componentId }) => !known.has(componentId))],
    delivers,
  };
}

/** True when a template would have overwritten something. */
export const hasText = (writing: Writing): boolean => !isBlank(writing.names) || !isBlank(writing.bodies);

/** Sets or adds the state of a component, in the order in which they were chosen. */
export function withComponent(writing: Writing, componentId: string, state: WireState): Writing {
  const isKnown = writing.components.some((one) => one.componentId === componentId);
  const components = isKnown
    ? writing.components.map((one) => (one.componentId === componentId ? { componentId, state } : one))
    : [...writing.components, { componentId, state }];
  return { ...writing, components };
}

export const withoutComponent = (writing: Writing, componentId: string): Writing => ({
  ...writing,
  components: writing.components.filter((one) => one.componentId !== componentId),
});

/** A time of day for the form, `minutes` from now, on the next full five minutes. */
export const localIn = (minutes: number, now: number, timeZone: string): string =>
  localTime(Math.ceil((now + minutes * 60_000) / 300_000) * 300_000, timeZone);

/** The same with the names in double braces filled in, each text in its language. */
export function filledIn(writing: Writing, context: Omit<TemplateContext, "status">): Writing {
  const fill = (texts: Texts): Texts =>
    Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [
        language,
        text.includes("{{")
          ? fillText(text, templateValues({ ...context, status: writing.status }, language as Language))
          : text,
      ]),
    );
  return { ...writing, names: fill(writing.names), bodies: fill(writing.bodies) };
}
