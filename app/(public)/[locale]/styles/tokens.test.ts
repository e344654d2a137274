import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
/** The three blocks of colours: light, dark by the system, dark by choice. */
const blocks = css
  .split(/:root[^{]*\{/)
  .slice(1)
  .map((block) =>
    Object.fromEntries(
      [...block.split("}")[0]!.matchAll(/--([\w-]+):\s*(#\w+)/g)].map(([, name, value]) => [name!, value!]),
    ),
  );
const themes = { light: blocks[0]!, dark: blocks[1]! };

function luminance(hex: string): number {
  const digits =
    hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g)!;
  const [r, g, b] = digits.map((digit) => {
    const share = Number.parseInt(digit, 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const contrast = (one: string, other: string) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
};

it("dark is the same whether the system or the visitor chose it", () => {
  expect(blocks).toHaveLength(3);
  expect(blocks[2]).toEqual(blocks[1]);
  expect(Object.keys(blocks[1]!)).toEqual(Object.keys(blocks[0]!));
});

describe.each(Object.entries(themes))("%s", (_name, colours) => {
  const of = (name: string) => colours[name]!;

  it.each(["ink", "muted", "link"])("%s is readable on every ground", (text) => {
    for (const ground of ["page", "surface", "soft"])
      expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["op", "de", "pa", "ma", "um", "un"])("%s: words 4.5 : 1, shapes 3 : 1", (state) => {
    for (const ground of ["page", "surface", `${state}-tint`]) {
      expect(contrast(of(`${state}-text`), of(ground))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(of(`${state}-mark`), of(ground))).toBeGreaterThanOrEqual(3);
    }
    for (const text of ["ink", "muted"])
      expect(contrast(of(text), of(`${state}-tint`))).toBeGreaterThanOrEqual(4.5);
  });
});
