import { describe, expect, it } from "vitest";
import { methodsAt } from "./methods.ts";

const at = (path: string) => [...(methodsAt(`/v1/pages${path}`) ?? [])].sort();

describe("methods of an address", () => {
  it("are those of every endpoint there, and HEAD beside GET", () => {
    expect(at("")).toEqual(["GET", "HEAD"]);
    expect(at("/p0qjfl24znv5/incidents")).toEqual(["GET", "HEAD", "POST"]);
    expect(at("/p0qjfl24znv5/incidents/p31zjtct2jer")).toEqual(["DELETE", "GET", "HEAD", "PATCH", "PUT"]);
    expect(at("/p0qjfl24znv5/incidents/p31zjtct2jer/publish")).toEqual(["POST"]);
  });

  it("are those of the word where an id could stand too", () => {
    expect(at("/p0qjfl24znv5/incidents/unresolved")).toEqual(["GET", "HEAD"]);
  });

  it("do not care about a slash at the end", () => {
    expect(at("/p0qjfl24znv5/tokens/")).toEqual(at("/p0qjfl24znv5/tokens"));
  });

  it("are unknown where there is nothing, or nothing of the manage API", () => {
    for (const path of [
      "/v1/pages/p0qjfl24znv5/metrics",
      "/v1/openapi.json",
      "/api/auth/session",
      "/v1/pages/a/b/c/d/e/f",
    ])
      expect(methodsAt(path)).toBeNull();
  });
});
