import { describe, expect, it } from "vitest";
import { addressOf, isSubscriberSearch, subscriberSearch } from "./search.ts";

describe("the search of subscribers", () => {
  it("is read from an address", () => {
    const given = {
      q: " kim@ ",
      channel: "email",
      state: "quarantined",
      component: "8kbf7d35c070",
      page: "3",
    };
    expect(subscriberSearch(given)).toEqual({
      q: "kim@",
      channel: "email",
      state: "quarantined",
      component: "8kbf7d35c070",
      page: 3,
    });
  });

  it("takes the first of several values", () => {
    expect(subscriberSearch({ channel: ["sms", "email"] }).channel).toBe("sms");
  });

  it.each([
    ["channel", "fax"],
    ["state", "asleep"],
    ["component", "../../etc"],
    ["component", "toolongtobeanid"],
    ["q", "   "],
  ])("leaves out %s=%s, which is none", (name, value) => {
    expect(subscriberSearch({ [name]: value })).toEqual({ page: 1 });
  });

  it.each(["0", "-1", "1.5", "x", "10001", ""])("begins at the first page for page=%s", (page) => {
    expect(subscriberSearch({ page }).page).toBe(1);
  });

  it("cuts what nobody types by hand", () => {
    expect(subscriberSearch({ q: "a".repeat(5_000) }).q).toHaveLength(200);
  });

  it("knows whether it narrows anything: a page does not", () => {
    expect(isSubscriberSearch({ page: 4 })).toBe(false);
    expect(isSubscriberSearch({ page: 1, state: "pending" })).toBe(true);
  });
});

describe("an address with a query", () => {
  it("holds what is said and nothing else", () => {
    expect(addressOf("/admin/subscribers", { q: "a b", channel: undefined, state: null, page: 2 })).toBe(
      "/admin/subscribers?q=a+b&page=2",
    );
  });

  it("is the bare path where nothing is said, or the first page", () => {
    expect(addressOf("/admin/subscribers", { q: "", page: 1 })).toBe("/admin/subscribers");
  });

  it("comes back as the same search", () => {
    const search = subscriberSearch({ q: "kim&lee", channel: "webhook", state: "active", page: "9" });
    const address = new URL(addressOf("/x", search), "http://localhost");
    expect(subscriberSearch(Object.fromEntries(address.searchParams))).toEqual(search);
  });
});
