import { word } from "../glossary.ts";
import type { EventStatus } from "../incidents/incident.ts";
import { type Language, type Translations, translated } from "../language.ts";
import { dateText, momentText } from "../moments.ts";
import type { TemplateKind } from "./template.ts";

/** What stands between two pairs of braces: `{{components}}`. There is no logic: a name is a value. */
const NAME = /\{\{\s*([^{}]*?)\s*\}\}/g;

const COMMON = ["page", "components", "status", "date", "time"] as const;
/** The names that may stand in a template of each kind. */
export const TEMPLATE_NAMES = {
  incident: COMMON,
  update: [...COMMON, "incident"],
  maintenance: [...COMMON, "starts", "ends"],
} as const satisfies Record<TemplateKind, readonly string[]>;
export type TemplateName = (typeof TEMPLATE_NAMES)[TemplateKind][number];
export type TemplateValues = Partial<Record<TemplateName, string>>;

/** Names in `text` that no template of this kind knows, each once. */
export function unknownNames(text: string, kind: TemplateKind): string[] {
  const known: readonly string[] = TEMPLATE_NAMES[kind];
  return [...new Set([...text.matchAll(NAME)].map((match) => match[1]!))].filter(
    (name) => !known.includes(name),
  );
}

/** The text with every name filled in. Values are put in as they are: braces in them mean nothing. */
export const fillText = (text: string, values: TemplateValues): string =>
  text.replace(NAME, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as TemplateName]! : whole,
  );

type Named = { name: string; translations: Translations };

/** What a template is used for, at `at`. */
export type TemplateContext = {
  page: Named & { timeZone: string; languages: readonly Language[] };
  components: readonly Named[];
  status: EventStatus;
  at: number;
  incident?: Named | undefined;
  scheduledFor?: number | undefined;
  scheduledUntil?: number | undefined;
};

/** The values of every name, in one language. Without components the page stands for them. */
export function templateValues(context: TemplateContext, language: Language): TemplateValues {
  const { page, components, at, incident } = context;
  const first = page.languages[0] ?? "ko";
  const nameOf = (noun: Named) => translated(noun, "name", language, first).text;
  const moment = (instant: number) => momentText(instant, "full", page.timeZone, language);
  return {
    page: nameOf(page),
    components: (components.length > 0 ? components : [page]).map(nameOf).join(", "),
    status: word(context.status, language),
    date: dateText(at, page.timeZone, language),
    time: momentText(at, "time", page.timeZone, language),
    ...(incident && { incident: nameOf(incident) }),
    ...(context.scheduledFor !== undefined && { starts: moment(context.scheduledFor) }),
    ...(context.scheduledUntil !== undefined && { ends: moment(context.scheduledUntil) }),
  };
}

export type FilledTemplate = { title: string; body: string; translations: Translations };

/** A template's texts filled in, each in its language. */
export function fillTemplate(
  template: { title: string; body: string; translations: Translations },
  context: TemplateContext,
): FilledTemplate {
  const first = context.page.languages[0] ?? "ko";
  const values = templateValues(context, first);
  const others = Object.entries(template.translations).map(([language, texts]) => {
    const inLanguage = templateValues(context, language as Language);
    const filled = Object.entries(texts ?? {}).map(([field, text]) => [field, fillText(text, inLanguage)]);
    return [language, Object.fromEntries(filled)];
  });
  return {
    title: fillText(template.title, values),
    body: fillText(template.body, values),
    translations: Object.fromEntries(others),
  };
}
