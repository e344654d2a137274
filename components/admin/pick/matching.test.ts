import { describe, expect, it } from "vitest";
import { matching } from "./matching.ts";

const NAMES = ["Web console", "REST API", "데이터와 백업", "Data backups", "API gateway"];
const found = (query: string) => matching(query, NAMES, (name) => [name]);

describe("a few letters", () => {
  it("mean what begins with them first, then a word of it, then what holds them", () => {
    expect(found("api")).toEqual(["API gateway", "REST API"]);
    expect(found("a")).toEqual(["API gateway", "REST API", "Data backups"]);
    expect(found("con")).toEqual(["Web console"]);
  });

  it("may be Korean first consonants", () => {
    expect(found("ㄷㅇ")).toEqual(["데이터와 백업"]);
    expect(found("백")).toEqual(["데이터와 백업"]);
  });

  it("may be those of a name in another language", () => {
    const items = [
      { ko: "웹 콘솔", en: "Web console" },
      { ko: "에이전트", en: "Agents" },
    ];
    expect(matching("w", items, ({ ko, en }) => [ko, en])).toEqual([items[0]]);
  });

  it("that nothing has find nothing; none find everything in its order", () => {
    expect(found("zz")).toEqual([]);
    expect(found("  ")).toEqual(NAMES);
  });
});
