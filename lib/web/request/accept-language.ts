import type { Language } from "#lib/domain/language.ts";

const MAX_HEADER_LENGTH = 1_000;

/** The first of a page's languages that the browser asks for, heaviest first; else the page's first. */
export function chooseLanguage(header: string | null, languages: readonly Language[]): Language {
  const asked = (header ?? "")
    .slice(0, MAX_HEADER_LENGTH)
    .toLowerCase()
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1);
      return { tag: tag.split("-", 1)[0], weight: weight >= 0 && weight <= 1 ? weight : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of asked) {
    const known = languages.find((one) => one === tag);
    if (known) return known;
  }
  return languages[0] ?? "ko";
}
