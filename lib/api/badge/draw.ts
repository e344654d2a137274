import type { State } from "#lib/domain/status/state.ts";
import { FIELD_COLOURS } from "../colours.ts";
import type { Document } from "../document.ts";
import { stateIcon } from "../icons.ts";
import { xmlText } from "../xml.ts";
import { shortened, textWidth } from "./width.ts";

const HEIGHT = 24;
const FONT_PX = 12;
const BASELINE = 16.2;
const PAD = 9;
const ICON_PX = 12;
const ICON_GAP = 5;
/** Longer texts are cut with "…"; the whole text stays in the title. */
const MAX_TEXT_PX = 280;
const LABEL_COLOUR = "#2b3138";
const FONTS =
  "system-ui,-apple-system,'Segoe UI','Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',sans-serif";

export type Badge = { label: string; value: string; tone: State; hasIcon: boolean; language: string };

/** A badge: what is told on the left, how it is on the right. Any text is safe in it. */
export function badgeDocument(badge: Badge): Document {
  const label = piece(badge.label, PAD);
  const iconPx = badge.hasIcon ? ICON_PX + ICON_GAP : 0;
  const labelPx = label.width + 2 * PAD;
  const value = piece(badge.value, labelPx + PAD + iconPx);
  const width = labelPx + value.width + iconPx + 2 * PAD;
  const { field, letters } = FIELD_COLOURS[badge.tone];
  const title = xmlText(`${badge.label}: ${badge.value}`);
  const icon = badge.hasIcon
    ? `<g transform="translate(${labelPx + PAD} ${(HEIGHT - ICON_PX) / 2}) scale(${ICON_PX / 16})">${stateIcon(badge.tone, letters, field)}</g>`
    : "";
  return svg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}" lang="${badge.language}"><title>${title}</title>` +
      `<clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="5"/></clipPath>` +
      `<g clip-path="url(#r)"><rect width="${labelPx}" height="${HEIGHT}" fill="${LABEL_COLOUR}"/><rect x="${labelPx}" width="${width - labelPx}" height="${HEIGHT}" fill="${field}"/></g>` +
      // A hairline keeps the dark half apart from a dark page.
      `<rect x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="4.5" fill="none" stroke="#fff" stroke-opacity=".18"/>` +
      `${icon}<g fill="#fff" font-family="${FONTS}" font-size="${FONT_PX}">${label.markup}<g fill="${letters}">${value.markup}</g></g></svg>`,
  );
}

export const svg = (body: string): Document => ({ body, contentType: "image/svg+xml; charset=utf-8" });

/** One run of text, fitted to its estimated width whatever font the reader has. */
function piece(text: string, x: number): { width: number; markup: string } {
  const shown = shortened(text.replace(/\s+/gu, " ").trim(), FONT_PX, MAX_TEXT_PX);
  const width = Math.ceil(textWidth(shown, FONT_PX));
  if (width === 0) return { width, markup: "" };
  return {
    width,
    markup: `<text x="${x}" y="${BASELINE}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${xmlText(shown)}</text>`,
  };
}
