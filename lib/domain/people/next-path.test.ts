import { describe, expect, it } from "vitest";
import { safeNextPath, signInPath } from "./next-path.ts";

describe("where signing in leads", () => {
  it.each(["/admin", "/admin/team", "/admin/incidents?q=a%20b&page=2", "/admin/incidents/abcdefghijkl"])(
    "keeps %s",
    (path) => expect(safeNextPath(path)).toBe(path),
  );

  it.each([
    undefined,
    null,
    7,
    "",
    "admin",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/admin\r\nset-cookie: a=b",
    "/\u0000/evil.example",
    "https://evil.example/admin",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/..//evil.example",
    "/./\\evil.example",
    "/admin/../..//evil.example",
    "/%2e%2e//evil.example",
    "/관리",
    "/sign-in?next=/admin",
    "/api/auth/sign-out",
    "/setup/abc",
    `/${"a".repeat(3000)}`,
  ])("leads %j to the admin", (path) => expect(safeNextPath(path)).toBe("/admin"));

  it("drops a fragment-like tail by keeping path and query only, and is carried as one parameter", () => {
    expect(signInPath("/admin/team?a=1&b=2")).toBe("/sign-in?next=%2Fadmin%2Fteam%3Fa%3D1%26b%3D2");
    expect(signInPath("//evil.example")).toBe("/sign-in?next=%2Fadmin");
  });
});
