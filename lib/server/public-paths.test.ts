import { describe, expect, it } from "vitest";
import { COMPONENT_IDS, calmSnapshot, GROUP_IDS } from "#lib/testing/snapshots.ts";
import { findPublicPath, missingTarget, PUBLIC_PATHS } from "./public-paths.ts";

const found = (pathname: string) => {
  const target = findPublicPath(pathname);
  return (
    target && { pattern: target.rule.pattern, locale: target.locale, path: target.path, ...target.params }
  );
};
const exists = (pathname: string) => {
  const { rule, params } = findPublicPath(pathname)!;
  return rule.exists?.(calmSnapshot(), params) ?? true;
};

describe("findPublicPath", () => {
  it.each([
    ["/", { pattern: "/", locale: null, path: "/" }],
    ["/ko", { pattern: "/", locale: "ko", path: "/" }],
    ["/en/uptime", { pattern: "/uptime", locale: "en", path: "/uptime" }],
    [
      "/uptime/2026-11",
      { pattern: "/uptime/{month}", locale: null, path: "/uptime/2026-11", month: "2026-11" },
    ],
    ["/ko/components/c1rst4h7nq2x", { pattern: "/components/{id}", locale: "ko", id: "c1rst4h7nq2x" }],
    ["/badge/c1rst4h7nq2x.svg", { pattern: "/badge/{id}.svg", id: "c1rst4h7nq2x" }],
    ["/badge/uptime.svg", { pattern: "/badge/uptime.svg" }],
    [
      "/en/api/v2/summary.json",
      { pattern: "/api/v2/summary.json", locale: "en", path: "/api/v2/summary.json" },
    ],
    ["/.well-known/security.txt", { pattern: "/.well-known/security.txt" }],
  ])("knows %s", (pathname, target) => {
    expect(found(pathname)).toMatchObject(target);
  });

  it.each([
    "/ko/",
    "//",
    "/kok",
    "/de",
    "/ko/en",
    "/uptime/2026-13",
    "/uptime/2026-1",
    "/components/C1RST4H7NQ2X",
    "/components/short",
    "/components/c1rst4h7nq2x/x",
    "/api/v2/summaryXjson",
    "/api/v2/summary.json/",
    "/%2e%2e/etc/passwd",
    "http://elsewhere/",
    "",
  ])("does not know %s", (pathname) => {
    expect(found(pathname)).toBeNull();
  });

  it("gives every language its own key, and the root forms theirs", () => {
    const { keys } = findPublicPath("/en/uptime")!;
    expect(keys).toEqual(findPublicPath("/uptime")!.keys);
    expect(new Set(Object.values(keys)).size).toBe(3);
  });

  it("has every pattern once", () => {
    const patterns = PUBLIC_PATHS.map((rule) => rule.pattern);
    expect(new Set(patterns).size).toBe(patterns.length);
  });
});

describe("what does not exist is known before anything is rendered", () => {
  it.each([
    [`/components/${COMPONENT_IDS.rest}`, true],
    [`/components/${GROUP_IDS.api}`, false],
    ["/components/zzzzzzzzzzzz", false],
    [`/badge/${GROUP_IDS.api}.svg`, true],
    ["/badge/zzzzzzzzzzzz/uptime.svg", false],
    ["/api/v2/incidents/zzzzzzzzzzzz.json", false],
    ["/uptime/2026-11", true],
    ["/uptime/2026-12", false],
    ["/uptime/1999-01", false],
  ])("%s: %s", (pathname, isThere) => {
    expect(exists(pathname)).toBe(isThere);
  });

  it("says so in the language of the path", () => {
    expect(missingTarget("/en/nothing").locale).toBe("en");
    expect(missingTarget("/nothing").locale).toBeNull();
  });
});
