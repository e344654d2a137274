import { overallView } from "#lib/domain/overall.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";
import { svg } from "../badge/draw.ts";
import { MARK_COLOURS } from "../colours.ts";
import type { Document, Place } from "../document.ts";
import { stateIcon } from "../icons.ts";
import { iconImage } from "./icon-image.ts";

const toneOf = (snapshot: Snapshot): State => overallView(snapshot, "en").tone;

/** `/favicon.svg`: the shape and colour of the page's state, told by a browser's tab. */
export function faviconDocument(snapshot: Snapshot, _place: Place): Document {
  const tone = toneOf(snapshot);
  return svg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 18 18">${stateIcon(tone, MARK_COLOURS[tone], "#fff")}</svg>`,
  );
}

/** `/favicon.ico`: the same for what cannot draw SVG, and for documents that name no icon. */
export const faviconIcoDocument = (snapshot: Snapshot, _place: Place): Document => {
  const tone = toneOf(snapshot);
  return { body: iconImage(tone, MARK_COLOURS[tone]), contentType: "image/x-icon" };
};
