import { expect, it } from "vitest";
import { id } from "#lib/domain/id.ts";
import { newId } from "./new-id.ts";

it("makes ids that clients may see, each another", () => {
  const ids = new Set(Array.from({ length: 10_000 }, newId));
  expect(ids.size).toBe(10_000);
  expect([...ids].filter((made) => !id.safeParse(made).success)).toEqual([]);
});
