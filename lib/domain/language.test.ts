import { describe, expect, it } from "vitest";
import { translated, translations } from "./language.ts";

const noun = {
  name: "데이터",
  description: null,
  translations: { en: { name: "Data" } },
};

describe("translated", () => {
  it("tells the first language from the noun itself", () => {
    expect(translated(noun, "name", "ko", "ko")).toEqual({ text: "데이터", lang: "ko" });
  });

  it("tells the other language where it is translated", () => {
    expect(translated(noun, "name", "en", "ko")).toEqual({ text: "Data", lang: "en" });
  });

  it("falls back to the first language, and says which one it is", () => {
    expect(translated({ name: "데이터" }, "name", "en", "ko")).toEqual({ text: "데이터", lang: "ko" });
    expect(translated({ ...noun, translations: { en: { name: "" } } }, "name", "en", "ko").lang).toBe("ko");
  });

  it("is empty where nothing was written", () => {
    expect(translated(noun, "description", "en", "ko")).toEqual({ text: "", lang: "ko" });
    expect(translated(noun, "body", "ko", "ko")).toEqual({ text: "", lang: "ko" });
  });
});

describe("translations", () => {
  it("know the product's languages and fields only", () => {
    expect(translations.safeParse({ en: { name: "x" } }).success).toBe(true);
    expect(translations.safeParse({}).success).toBe(true);
    expect(translations.safeParse({ fr: { name: "x" } }).success).toBe(false);
    expect(translations.safeParse({ en: { name: "x".repeat(256) } }).success).toBe(false);
  });
});
