import { z } from "zod";

/**
 * Colours of the public page that may be set. `link` is the colour of links, `accent` that of the one button and of marks,
 * `header` the ground of the head of the page; what is written upon accent and header is black or white, whichever reads
 * better, so these two cannot be chosen unreadable.
 */
export const THEME_COLOURS = ["link", "accent", "header"] as const;
export type ThemeColour = (typeof THEME_COLOURS)[number];
export const THEME_MODES = ["light", "dark"] as const;
export type ThemeMode = (typeof THEME_MODES)[number];
export type ThemeToken = `${ThemeColour}_${ThemeMode}`;

export const THEME_TOKENS = THEME_COLOURS.flatMap((colour) =>
  THEME_MODES.map((mode): ThemeToken => `${colour}_${mode}`),
);

/** What is not set is our own. */
export type Theme = Partial<Record<ThemeToken, string>>;

/** The grounds that links and marks stand on: `--page` and `--surface` of the public stylesheet (compared by a test). */
export const GROUNDS: Record<ThemeMode, readonly string[]> = {
  light: ["#f7f8fa", "#ffffff"],
  dark: ["#0f1318", "#161b22"],
};
/** WCAG 2.2: text 4.5 : 1, graphics and controls 3 : 1. */
const NEEDED: Record<ThemeColour, number> = { link: 4.5, accent: 3, header: 0 };
const TEXT_COLOURS = ["#ffffff", "#000000"] as const;

/** Relative luminance of `#rrggbb`, 0 (black) to 1 (white). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours (`#rrggbb`) are apart for the eye: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on `ground`: always more than 4.5 : 1. */
export const textOn = (ground: string): string =>
  TEXT_COLOURS.toSorted((a, b) => contrast(b, ground) - contrast(a, ground))[0]!;

/** Cut, never rounded up: 4.49 does not look like 4.5. */
const shownRatio = (ratio: number): string => (Math.floor(ratio * 100) / 100).toFixed(2);

export type ContrastCheck = { ground: string; ratio: string; needed: number; isEnough: boolean };

/** The worst contrast of a colour on the grounds that it stands on; null for what stands on none (the head's own ground). */
export function checkContrast(token: ThemeToken, colour: string): ContrastCheck | null {
  const [name, mode] = token.split("_") as [ThemeColour, ThemeMode];
  const needed = NEEDED[name];
  if (needed === 0) return null;
  const ratios = GROUNDS[mode].map((ground) => ({ ground, ratio: contrast(colour, ground) }));
  const worst = ratios.toSorted((a, b) => a.ratio - b.ratio)[0]!;
  const { ground, ratio } = worst;
  return { ground, ratio: shownRatio(ratio), needed, isEnough: ratio >= needed };
}

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const colour = z
  .string()
  .refine(isColour, 'a colour like "#1f55a8"')
  .overwrite((text) => text.toLowerCase());

/** Colours by token, all of them at once: what is left out is our own again. */
export const theme = z.partialRecord(z.enum(THEME_TOKENS), colour).superRefine((colours, context) => {
  for (const [token, value] of Object.entries(colours) as [ThemeToken, string][]) {
    const check = isColour(value) ? checkContrast(token, value) : null;
    if (check === null || check.isEnough) continue;
    const message = `the contrast on ${check.ground} is ${check.ratio} : 1, but ${check.needed} : 1 is needed`;
    context.addIssue({ code: "custom", path: [token], message });
  }
});

/**
 * The custom properties that a theme sets in one mode: `--link`, `--accent` with `--on-accent`, `--header` with
 * `--on-header`. Only colours that have the form of one get here, whatever is stored.
 */
export function themeProperties(
  given: Readonly<Record<string, string>>,
  mode: ThemeMode,
): Record<string, string> {
  const set = (name: ThemeColour): string | undefined => {
    const value = given[`${name}_${mode}`];
    return value !== undefined && isColour(value) ? value : undefined;
  };
  const [link, accent, header] = THEME_COLOURS.map(set);
  return {
    ...(link && { "--link": link }),
    ...(accent && { "--accent": accent, "--on-accent": textOn(accent) }),
    ...(header && { "--header": header, "--on-header": textOn(header) }),
  };
}
