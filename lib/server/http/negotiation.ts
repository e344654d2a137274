import type { Language } from "#lib/domain/language.ts";

export type Encoding = "br" | "gzip" | "identity";

/** Distinct header values that are remembered; beyond that the memory starts anew. */
const MAX_REMEMBERED = 500;
const MAX_HEADER_LENGTH = 1_000;

/** Clients send few distinct values of these headers, but one with every request: each value is parsed once. */
export function remembered<T>(parse: (header: string) => T): (header: string) => T {
  const known = new Map<string, T>();
  return (header) => {
    const hit = known.get(header);
    if (hit !== undefined) return hit;
    const parsed = parse(header.slice(0, MAX_HEADER_LENGTH));
    if (known.size >= MAX_REMEMBERED) known.clear();
    if (header.length <= MAX_HEADER_LENGTH) known.set(header, parsed);
    return parsed;
  };
}

type Preference = { token: string; weight: number };

/** The parts of an Accept-* header, heaviest first; equal weights in the client's order. */
function preferences(header: string): Preference[] {
  const parts = header.toLowerCase().split(",").map(preference);
  return parts.filter(({ token }) => token !== "").sort((a, b) => b.weight - a.weight);
}

function preference(part: string): Preference {
  const [token = "", ...parameters] = part.split(";").map((piece) => piece.trim());
  const given = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = given === undefined ? 1 : Number(given.slice(2));
  return { token, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

const parseEncodings = remembered((header): Encoding => {
  const accepted = preferences(header);
  const weightOf = (token: string) =>
    (accepted.find((one) => one.token === token) ?? accepted.find((one) => one.token === "*"))?.weight ?? 0;
  if (weightOf("br") > 0) return "br";
  return weightOf("gzip") > 0 || weightOf("x-gzip") > 0 ? "gzip" : "identity";
});

/** The best form that the client takes: brotli, else gzip, else plain (RFC 9110, 12.5.3). */
export const chooseEncoding = (acceptEncoding: string | undefined): Encoding =>
  acceptEncoding === undefined ? "identity" : parseEncodings(acceptEncoding);

const parseLanguages = remembered((header) =>
  preferences(header)
    .filter(({ weight }) => weight > 0)
    .map(({ token }) => token.split("-")[0]!),
);

/** The first of the client's languages that the page has, else the page's first: nothing else reaches a cache key. */
export function chooseLanguage(acceptLanguage: string | undefined, languages: readonly Language[]): Language {
  const first = languages[0] ?? "ko";
  if (acceptLanguage === undefined) return first;
  for (const wanted of parseLanguages(acceptLanguage)) {
    const match = languages.find((language) => language === wanted);
    if (match) return match;
  }
  return first;
}

/**
 * Whether If-None-Match names the document, in whichever encoding the client got it: `tag` is the part that all of
 * a document's tags share (`"tag"`, `"tag-br"`, `"tag-gz"`; a proxy may have weakened them).
 */
export function matchesTag(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  const at = ifNoneMatch.indexOf(`"${tag}`);
  if (at < 0) return false;
  const rest = ifNoneMatch.slice(at + tag.length + 1);
  return rest.startsWith('"') || rest.startsWith('-br"') || rest.startsWith('-gz"');
}

/** Whether If-Modified-Since is at or after `lastModified` (ms, whole seconds); anything unreadable is ignored. */
export function isUnmodifiedSince(ifModifiedSince: string, lastModified: number): boolean {
  const since = Date.parse(ifModifiedSince);
  return !Number.isNaN(since) && lastModified <= since;
}
