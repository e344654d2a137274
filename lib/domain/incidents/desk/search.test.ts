import { describe, expect, it } from "vitest";
import { incidentSearch, isFiltered, searchHref } from "./search.ts";

describe("the filters of the list of incidents", () => {
  it("are read from its address", () => {
    const given = { phase: "draft", kind: "announcement", component: "8kbf7d35c070", q: " 결제 ", page: "3" };
    expect(incidentSearch(given)).toEqual({ ...given, q: "결제", page: 3 });
  });

  it("that do not exist are left out", () => {
    const given = { phase: "weird", kind: "", component: "'; drop", page: "-1", q: ["a", "b"] };
    expect(incidentSearch(given)).toEqual({
      ...{ phase: undefined, kind: undefined, component: undefined },
      ...{ q: "a", page: 1 },
    });
    expect(incidentSearch({ page: "1e9" }).page).toBe(1);
    expect(incidentSearch({ q: "x".repeat(500) }).q).toHaveLength(200);
  });

  it("become an address again, without what is not said", () => {
    const search = incidentSearch({ phase: "open", q: "a&b", page: "2" });
    expect(searchHref("/admin/incidents", search)).toBe("/admin/incidents?phase=open&q=a%26b&page=2");
    expect(searchHref("/admin/incidents", incidentSearch({}))).toBe("/admin/incidents");
    expect([isFiltered(search), isFiltered(incidentSearch({ page: "2" }))]).toEqual([true, false]);
  });
});
