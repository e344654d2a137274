import { expect, it } from "vitest";
import { isDeeper, storableJson } from "./json.ts";

it("knows how deep a value is", () => {
  expect([1, {}, { a: [] }, { a: { b: 1 } }].map((value) => isDeeper(value, 1))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(isDeeper(JSON.parse("[".repeat(100_000) + "]".repeat(100_000)), 20)).toBe(true);
});

it("keeps what PostgreSQL can hold, in names too", () => {
  const given = { "a\0": { b: ["x\0y", "\ud800", 1, null, true] }, c: "가 \u2028" };
  expect(storableJson(given)).toEqual({ a: { b: ["xy", "\ufffd", 1, null, true] }, c: "가 \u2028" });
});
