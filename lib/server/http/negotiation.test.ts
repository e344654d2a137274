import { describe, expect, it } from "vitest";
import { chooseEncoding, chooseLanguage, isUnmodifiedSince, matchesTag, remembered } from "./negotiation.ts";

describe("chooseEncoding", () => {
  it.each([
    [undefined, "identity"],
    ["", "identity"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP;q=0.5", "gzip"],
    ["br;q=0, gzip;q=0.1", "gzip"],
    ["br;q=0, gzip;q=0", "identity"],
    ["*", "br"],
    ["*;q=0", "identity"],
    ["gzip;q=1, *;q=0", "gzip"],
    ["brotli, bro", "identity"],
    ["br;q=nonsense", "identity"],
  ] as const)("%j gets %s", (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
  });
});

describe("chooseLanguage", () => {
  it.each([
    [undefined, "ko"],
    ["", "ko"],
    ["en", "en"],
    ["en-GB,en;q=0.9,ko;q=0.8", "en"],
    ["ko-KR", "ko"],
    ["de, fr;q=0.9", "ko"],
    ["de, en;q=0.2, ko;q=0.1", "en"],
    ["en;q=0, de", "ko"],
    ["EN-us", "en"],
    ["*", "ko"],
    ["english", "ko"],
    [`${"x".repeat(5_000)}, en`, "ko"],
  ] as const)("%j reads %s", (header, language) => {
    expect(chooseLanguage(header, ["ko", "en"])).toBe(language);
  });

  it("never leaves the page's languages", () => {
    expect(chooseLanguage("en", ["ko"])).toBe("ko");
    expect(chooseLanguage("ko", ["en"])).toBe("en");
  });
});

describe("matchesTag", () => {
  const tag = "0123456789abcdef01234567";
  it.each([
    [`"${tag}"`, true],
    [`"${tag}-br"`, true],
    [`"${tag}-gz"`, true],
    [`W/"${tag}-gz"`, true],
    [`"other", "${tag}-br"`, true],
    ["*", true],
    [" * ", true],
    [`"${tag}-zstd"`, false],
    [`"${tag}0"`, false],
    [`"x${tag}"`, false],
    [`"${tag}`, false],
    [tag, false],
    ["", false],
  ])("%j: %s", (header, isMatch) => {
    expect(matchesTag(header, tag)).toBe(isMatch);
  });
});

describe("isUnmodifiedSince", () => {
  const at = Date.parse("2026-11-23T00:00:10Z");
  it.each([
    ["Mon, 23 Nov 2026 00:00:10 GMT", true],
    ["Mon, 23 Nov 2026 00:00:11 GMT", true],
    ["Mon, 23 Nov 2026 00:00:09 GMT", false],
    ["yesterday", false],
  ])("%s: %s", (header, isUnmodified) => {
    expect(isUnmodifiedSince(header, at)).toBe(isUnmodified);
  });
});

describe("remembered", () => {
  it("parses a value once, and forgets rather than grows without bound", () => {
    let parsed = 0;
    const parse = remembered((header) => {
      parsed++;
      return header.length;
    });
    expect([parse("abc"), parse("abc")]).toEqual([3, 3]);
    expect(parsed).toBe(1);
    for (let at = 0; at < 2_000; at++) parse(`value ${at}`);
    parse("abc");
    expect(parsed).toBe(2_002);
  });
});
