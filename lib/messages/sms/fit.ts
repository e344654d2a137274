import { SegmentedMessage } from "sms-segments-calculator";
import { singleLine } from "../letter/lines.ts";

/** More would cost more than it tells. */
export const MAX_SEGMENTS = 3;

export type Sms = { body: string; segments: number; encoding: "GSM-7" | "UCS-2" };

/** Measures a text; typographic signs give way where that makes it the cheaper alphabet. */
export function measured(text: string): Sms {
  const smart = new SegmentedMessage(text, "auto", true);
  if (smart.encodingName === "GSM-7")
    return { body: smart.graphemes.join(""), segments: smart.segmentsCount, encoding: "GSM-7" };
  const plain = new SegmentedMessage(text, "auto");
  return { body: text, segments: plain.segmentsCount, encoding: plain.encodingName };
}

/** `text` and then `link` in at most `MAX_SEGMENTS` segments: the text gives way, the link never. */
export function fitSms(text: string, link: string | null): Sms {
  const end = link === null ? "" : `\n${link}`;
  const line = singleLine(text, 1_000);
  const whole = measured(line + end);
  if (whole.segments <= MAX_SEGMENTS) return whole;
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measured(singleLine(line, middle) + end).segments <= MAX_SEGMENTS) low = middle;
    else high = middle - 1;
  }
  return measured(singleLine(line, low) + end);
}
