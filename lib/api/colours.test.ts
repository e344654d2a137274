import { describe, expect, it } from "vitest";
import { ALL_STATES } from "#lib/domain/status/state.ts";
import { FIELD_COLOURS, MARK_COLOURS } from "./colours.ts";

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const full = colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(full.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

describe("colours of states", () => {
  it.each(ALL_STATES)("%s can be read: letters 4.5 : 1 on their field, marks 3 : 1 on white", (state) => {
    const { field, letters } = FIELD_COLOURS[state];
    expect(contrast(field, letters)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(MARK_COLOURS[state], "#fff")).toBeGreaterThanOrEqual(3);
  });

  it("measures black on white as 21 : 1", () => {
    expect(contrast("#000", "#ffffff")).toBeCloseTo(21);
  });
});
