import type { Language, Translations } from "#lib/domain/language.ts";

/** What a conflict (409) tells of the incident as it is now; the manage API's body, of which this is needed. */
export type CurrentIncident = {
  revision: number;
  name: string;
  translations: Translations;
  status: string;
  priority: 1 | 2 | null;
  impact_override: string | null;
  owner_id: string | null;
  next_update_at: string | null;
  started_at: string;
  incident_updates: CurrentUpdate[];
};
export type CurrentUpdate = {
  id: string;
  status: string;
  body: string;
  translations: Translations;
  display_at: string;
};

/** The newer form behind a refusal; null when it was refused for another reason. */
export function currentOf(answer: { status: number; current?: unknown }): CurrentIncident | null {
  const { status, current } = answer;
  const isIncident = typeof current === "object" && current !== null && "revision" in current;
  return status === 409 && isIncident ? (current as CurrentIncident) : null;
}

/** One text of a noun in each language of the page, for fields and for merging. */
export const textsOf = (
  base: string,
  translations: Translations,
  field: "name" | "body",
  languages: readonly Language[],
): Partial<Record<Language, string>> =>
  Object.fromEntries(
    languages.map((language, at) => [language, at === 0 ? base : (translations[language]?.[field] ?? "")]),
  );

/** The other way round: the first language is the text itself, the others its translations. */
export function wireTexts(
  texts: Partial<Record<Language, string>>,
  field: "name" | "body",
  languages: readonly Language[],
  present: Translations,
): { text: string; translations: Translations } {
  const translations: Translations = { ...present };
  for (const language of languages.slice(1)) {
    const { [field]: _, ...rest } = translations[language] ?? {};
    const text = texts[language]?.trim();
    translations[language] = text ? { ...rest, [field]: text } : rest;
    if (Object.keys(translations[language] ?? {}).length === 0) delete translations[language];
  }
  return { text: texts[languages[0] ?? "ko"]?.trim() ?? "", translations };
}
