import { expect, it } from "vitest";
import { fullName } from "./choices.ts";

it("components are told apart from their namesakes by their group", () => {
  expect(fullName({ name: "Backups", groupName: "Data" })).toBe("Data – Backups");
  expect(fullName({ name: "Status page", groupName: null })).toBe("Status page");
});
