import { z } from "zod";
import { lines, toSingleLine } from "./input/text.ts";

export const LANGUAGES = ["ko", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export const language = z.enum(LANGUAGES);

/** Texts of a noun in the page's other languages; what is missing falls back to the first language. */
export const translations = z
  .partialRecord(
    language,
    z.object({
      name: z.string().overwrite(toSingleLine).max(255).optional(),
      description: lines(5000).optional(),
      body: lines(25_000).optional(),
    }),
  )
  .meta({ id: "Translations" });
export type Translations = z.infer<typeof translations>;

type Field = "name" | "description" | "body";
type Translatable = { translations?: Translations } & { [K in Field]?: string | null };

/**
 * The text of `field` in `wanted`, and the language it is really in (`lang` is set on the element when they differ).
 * Base fields hold the page's first language.
 */
export function translated(
  noun: Translatable,
  field: Field,
  wanted: Language,
  first: Language,
): { text: string; lang: Language } {
  const text = wanted === first ? undefined : noun.translations?.[wanted]?.[field];
  return text ? { text, lang: wanted } : { text: noun[field] ?? "", lang: first };
}
