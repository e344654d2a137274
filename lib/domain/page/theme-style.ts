import { type ThemeMode, themeProperties } from "./theme.ts";

type Colours = Readonly<Record<string, string>>;

/** Stronger than any rule of our own stylesheet that sets the same properties. */
const ROOT = ":root:root:root";

const media = (condition: string, rules: string): string =>
  rules === "" ? "" : `@media ${condition}{${rules}}`;

/** The head of the page on its own ground, over the whole width of the window. */
const HEADER =
  "header.site{margin-bottom:24px;background:var(--header);color:var(--on-header);box-shadow:0 0 0 100vmax var(--header);clip-path:inset(0 -100vmax)}" +
  "header.site :is(nav a,nav a[aria-current],#theme){color:inherit}" +
  "header.site .logo{fill:var(--on-header)}header.site .logo path{stroke:var(--header)}";

/**
 * The stylesheet of a page's own colours: on screens only (paper is black on white), light and dark as the visitor has
 * it. Only values that have the form of a colour reach it.
 */
export const themeStyle = (theme: Colours): string =>
  [
    media("screen and (prefers-color-scheme:light)", block(theme, "light", ':not([data-theme="dark"])')),
    media("screen and (prefers-color-scheme:dark)", block(theme, "dark", ':not([data-theme="light"])')),
    media(
      "screen",
      block(theme, "light", '[data-theme="light"]') + block(theme, "dark", '[data-theme="dark"]'),
    ),
  ].join("");

function block(theme: Colours, mode: ThemeMode, when: string): string {
  const properties = themeProperties(theme, mode);
  const declarations = Object.entries(properties).map(([name, value]) => `${name}:${value};`);
  if (declarations.length === 0) return "";
  const root = `${ROOT}${when}`;
  const header = "--header" in properties ? HEADER.replaceAll("header.site", `${root} header.site`) : "";
  return `${root}{${declarations.join("")}}${header}`;
}

/** Changes with the colours, so that browsers ask for the new stylesheet at once. */
export const themeMark = (theme: Colours): string =>
  Object.entries(theme)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value.replace(/\W/g, ""))
    .join("");
