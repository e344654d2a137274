const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// XML 1.0 cannot hold most control characters at all, not even escaped; a document with one of them does not parse.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Any text as XML text or as an attribute value in quotes; what XML cannot hold becomes a space. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, " ")
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
