import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineWords, wordOf } from "./define.ts";

const files = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith(".ts") && !/^(define|fault.*|.*\.test)\.ts$/.test(name),
);
const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe("words", () => {
  const words = defineWords({ saved: ["{name} 저장됨", "Saved {name}"], none: ["없음", "None"] });

  it("are filled in, in the language that is asked for", () => {
    expect(words("saved", "ko", { name: "API" })).toBe("API 저장됨");
    expect(words("saved", "en", { name: 3 })).toBe("Saved 3");
    expect(words("none", "en")).toBe("None");
  });

  it("are found by a value from outside, or not at all", () => {
    expect(wordOf(words, "none", "ko")).toBe("없음");
    expect(wordOf(words, "toString", "ko")).toBeNull();
  });

  it.each(files)("of %s are there in both languages, with the same values", async (name) => {
    const module = (await import(join(import.meta.dirname, name))) as Record<string, unknown>;
    const tables = Object.values(module).flatMap((one) =>
      typeof one === "function" && "table" in one ? [one.table as Record<string, [string, string]>] : [],
    );
    expect(tables.length).toBeGreaterThan(0);
    for (const [key, [ko, en]] of tables.flatMap((table) => Object.entries(table))) {
      expect([key, ko.trim(), en.trim()]).not.toContain("");
      expect([key, slots(ko)]).toEqual([key, slots(en)]);
    }
  });
});
