import { expect, it } from "vitest";
import { HOSTILE_TEXTS } from "#lib/testing/hostile-texts.ts";
import { themeMark, themeStyle } from "./theme-style.ts";

it("says nothing without colours", () => {
  expect(themeStyle({})).toBe("");
});

it("sets a colour where its mode is shown: by the system, or by choice, never on paper", () => {
  const css = themeStyle({ link_light: "#112233" });
  expect(css).toBe(
    '@media screen and (prefers-color-scheme:light){:root:root:root:not([data-theme="dark"]){--link:#112233;}}' +
      '@media screen{:root:root:root[data-theme="light"]{--link:#112233;}}',
  );
});

it("gives the head of the page its ground, with a readable text, only when one is set", () => {
  const css = themeStyle({ header_dark: "#2b1055", accent_dark: "#b388ff" });
  expect(css).toContain("--header:#2b1055;--on-header:#ffffff;");
  expect(css).toContain("--accent:#b388ff;--on-accent:#000000;");
  expect(css).toContain("background:var(--header)");
  expect(themeStyle({ accent_dark: "#b388ff" })).not.toContain("header.site");
});

it.each(HOSTILE_TEXTS)("lets nothing but colours into the stylesheet: %j", (text) => {
  expect(themeStyle({ link_light: text, header_dark: text, [text]: "#112233" })).toBe("");
  expect(themeStyle({ link_light: `#112233${text}` })).toBe("");
});

it("has a mark that changes with the colours and fits into an address", () => {
  expect(themeMark({ link_light: "#112233", accent_dark: "#445566" })).toBe("445566112233");
  expect(themeMark({ link_light: "#112234" })).not.toBe(themeMark({ link_light: "#112233" }));
  expect(themeMark({ link_light: '"><script>' })).toBe("script");
});
