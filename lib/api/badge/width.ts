// Advance widths of a common sans serif at 1000 units per em, from space (32) to tilde (126). Fonts differ by a few
// percent; the drawn text is fitted to the estimate with textLength, so that it can never run out of its box.
const LATIN = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const HANGUL = 920;
const WIDE = 1000;
const OTHER = 600;

const isInvisible = /^[\p{M}\p{Cf}\p{Cc}]$/u;
const isHangul = /^[\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3]$/u;
const isWide =
  /^[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\p{Extended_Pictographic}]$/u;

function widthOf(character: string): number {
  const latin = LATIN[character.codePointAt(0)! - 32];
  if (latin !== undefined) return latin;
  if (isInvisible.test(character)) return 0;
  if (isHangul.test(character)) return HANGUL;
  return isWide.test(character) ? WIDE : OTHER;
}

/** Estimated width of a line of text in pixels. */
export function textWidth(text: string, fontPx: number): number {
  let units = 0;
  for (const character of text) units += widthOf(character);
  return (units * fontPx) / 1000;
}

/** The text, cut at a letter and ended with "…" when it would be wider than `maxPx`. Letters with marks stay whole. */
export function shortened(text: string, fontPx: number, maxPx: number): string {
  if (textWidth(text, fontPx) <= maxPx) return text;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (textWidth(`${kept}${segment}…`, fontPx) > maxPx) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
