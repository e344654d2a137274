import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortened, textWidth } from "./width.ts";

describe("estimated width of text", () => {
  it("counts Latin letters by letter, Hangul and emoji as wide, marks as nothing", () => {
    expect(textWidth("", 12)).toBe(0);
    expect(textWidth("i", 10)).toBeLessThan(textWidth("W", 10));
    expect(textWidth("정상", 10)).toBeCloseTo(18.4);
    expect(textWidth("漢", 10)).toBe(10);
    expect(textWidth("🚀", 10)).toBe(10);
    expect(textWidth("e\u0301", 10)).toBe(textWidth("e", 10));
  });

  it("adds up", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(textWidth(a + b, 12)).toBeCloseTo(textWidth(a, 12) + textWidth(b, 12));
      }),
    );
  });
});

describe("shortening", () => {
  it("leaves what fits as it is", () => {
    expect(shortened("REST API", 12, 200)).toBe("REST API");
  });

  it("never exceeds the width, and says that something is missing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 30 }), (text) => {
        const short = shortened(text, 12, 60);
        expect(textWidth(short, 12)).toBeLessThanOrEqual(60);
        expect(short === text || short.endsWith("…")).toBe(true);
      }),
    );
  });

  it("cuts between letters that people see, not inside of them", () => {
    const family = "👨‍👩‍👧";
    expect(shortened(`${family.repeat(9)}`, 10, 70)).toMatch(new RegExp(`^(${family})+…$`, "u"));
  });
});
