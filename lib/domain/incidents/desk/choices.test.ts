import { expect, it } from "vitest";
import { fullName, otherNames } from "./choices.ts";

it("components are told apart from their namesakes by their group", () => {
  expect(fullName({ name: "Backups", groupName: "Data" })).toBe("Data – Backups");
  expect(fullName({ name: "Status page", groupName: null })).toBe("Status page");
});

it("components are found by their names in other languages too", () => {
  expect(otherNames({ translations: { en: { name: "Web console" }, ko: {} } })).toEqual(["Web console"]);
  expect(otherNames({ translations: {} })).toEqual([]);
});
