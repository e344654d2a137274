import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { countAttempt, forgetAttempts } from "./attempts.ts";

withDatabase();

const RULE = { window: 60, max: 3 };
const T = 1_800_000_000_000;
const count = (key: string, at = T) => countAttempt(key, RULE, at);

describe("attempts", () => {
  it("are allowed up to their number in one window, and again after it", async () => {
    for (let i = 0; i < 3; i++) expect(await count("a", T + i)).toEqual({ allowed: true, retryAfter: null });
    expect(await count("a", T + 1_000)).toEqual({ allowed: false, retryAfter: 59 });
    expect(await count("a", T + 59_999)).toEqual({ allowed: false, retryAfter: 1 });
    expect((await count("a", T + 60_000)).allowed).toBe(true);
  });

  it("are counted by key, and forgotten after a success", async () => {
    for (let i = 0; i < 3; i++) await count("b");
    expect([(await count("b")).allowed, (await count("c")).allowed]).toEqual([false, true]);
    await forgetAttempts("b");
    expect((await count("b")).allowed).toBe(true);
  });

  it("cannot slip through together", async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => count("burst")));
    expect(all.filter(({ allowed }) => allowed)).toHaveLength(3);
  });
});
