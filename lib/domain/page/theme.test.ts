import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkContrast, contrast, GROUNDS, THEME_TOKENS, textOn, theme, themeProperties } from "./theme.ts";

const faultsOf = (given: unknown) =>
  theme.safeParse(given).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);

describe("contrast", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    ["#777777", "#ffffff", 4.47],
    ["#767676", "#ffffff", 4.54],
  ])("of %s on %s is %d", (one, other, ratio) => {
    expect(Math.floor(contrast(one, other) * 100) / 100).toBe(ratio);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  it("of the text that is chosen for a ground is always enough", () => {
    fc.assert(fc.property(anyColour, (ground) => contrast(textOn(ground), ground) >= 4.5));
  });

  it("is never shown better than it is", () => {
    fc.assert(
      fc.property(anyColour, fc.constantFrom(...THEME_TOKENS), (colour, token) => {
        const check = checkContrast(token, colour);
        return check === null || check.isEnough === Number(check.ratio) >= check.needed;
      }),
    );
  });
});

describe("a theme", () => {
  it("takes colours that can be read, in lower case", () => {
    expect(theme.parse({ link_light: "#1F55A8", link_dark: "#8ab4f8", header_dark: "#123456" })).toEqual({
      link_light: "#1f55a8",
      link_dark: "#8ab4f8",
      header_dark: "#123456",
    });
    expect(theme.parse({})).toEqual({});
  });

  it("tells the contrast that a colour has and the one it needs", () => {
    expect(faultsOf({ link_light: "#8ab4f8" })).toEqual([
      "link_light: the contrast on #f7f8fa is 1.98 : 1, but 4.5 : 1 is needed",
    ]);
    expect(faultsOf({ accent_dark: "#333333" })).toEqual([
      "accent_dark: the contrast on #161b22 is 1.36 : 1, but 3 : 1 is needed",
    ]);
  });

  it("leaves the ground of the head free: its text adapts", () => {
    for (const colour of ["#ffffff", "#000000", "#808080"])
      expect(faultsOf({ header_light: colour, header_dark: colour })).toEqual([]);
  });

  it.each(["red", "#fff", "url(x)", "#12345g", "#1f55a8;--ink:red", ""])(
    "refuses %j as a colour",
    (colour) => {
      expect(faultsOf({ header_light: colour })).toEqual(['header_light: a colour like "#1f55a8"']);
    },
  );

  it("knows no other tokens", () => {
    expect(faultsOf({ ink_light: "#000000" })).toHaveLength(1);
  });

  it("becomes custom properties with readable text on each ground", () => {
    const given = { link_light: "#1f55a8", header_light: "#102040", accent_dark: "#8ab4f8" };
    expect(themeProperties(given, "light")).toEqual({
      "--link": "#1f55a8",
      "--header": "#102040",
      "--on-header": "#ffffff",
    });
    expect(themeProperties(given, "dark")).toEqual({ "--accent": "#8ab4f8", "--on-accent": "#000000" });
    expect(themeProperties({ link_light: "red;}" }, "light")).toEqual({});
  });

  it("is checked against the grounds of the public stylesheet", () => {
    const css = readFileSync("app/(public)/[locale]/styles/tokens.css", "utf8");
    const long = (colour: string) => colour.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    const all = (name: string) =>
      [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]+);`, "g"))].map((match) => long(match[1]!));
    expect([all("page"), all("surface")]).toEqual(
      [0, 1].map((at) => [GROUNDS.light[at], GROUNDS.dark[at], GROUNDS.dark[at]]),
    );
  });
});
