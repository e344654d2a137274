/** Longer subjects are cut by readers' programs anyway, and headers stay far from any limit. */
export const MAX_SUBJECT_LENGTH = 150;

/** One line without control characters and without marks that turn the direction of text, of bounded length. */
export function singleLine(text: string, most = MAX_SUBJECT_LENGTH): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return cutText(line, most);
}

const segmenter = new Intl.Segmenter("ko", { granularity: "grapheme" });

/** At most `most` UTF-16 units, with a mark where something was cut; never half a character. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  for (const { segment } of segmenter.segment(text.slice(0, most + 64))) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** "[label] name - page" in which the name gives way, not what stands around it. */
export function subjectOf(label: string, name: string, page: string): string {
  const around = singleLine(`[${label}]  - ${page}`, MAX_SUBJECT_LENGTH - 20).length;
  const shown = singleLine(name, Math.max(20, MAX_SUBJECT_LENGTH - around - 2));
  return singleLine(`[${label}] ${shown} - ${page}`);
}
