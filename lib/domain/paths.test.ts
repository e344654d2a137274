import { expect, it } from "vitest";
import { componentPath, inLanguage, statusPath, uptimePath } from "./paths.ts";

it("keeps the rest of a path when the language changes", () => {
  expect(inLanguage(statusPath("ko"), "en")).toBe("/en");
  expect(inLanguage(uptimePath("ko", "2026-10"), "en")).toBe("/en/uptime/2026-10");
  expect(inLanguage(componentPath("en", "ko"), "ko")).toBe("/ko/components/ko");
});

it("has one address for the current month and one for each month", () => {
  expect(uptimePath("en")).toBe("/en/uptime");
  expect(uptimePath("en", "2026-10")).toBe("/en/uptime/2026-10");
});
