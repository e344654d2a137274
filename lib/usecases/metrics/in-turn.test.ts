import { describe, expect, it } from "vitest";
import { inTurn, MAX_WAITING } from "./in-turn.ts";

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { end: resolve, promise };
}

describe("inTurn", () => {
  it("runs one after the other, in order, and other pages beside", async () => {
    const [first, told] = [held(), [] as string[]];
    const say =
      (name: string, work = Promise.resolve()) =>
      async () => {
        told.push(`${name} begins`);
        await work;
        told.push(`${name} ends`);
        return name;
      };
    const all = [inTurn("p", say("a", first.promise)), inTurn("p", say("b")), inTurn("q", say("c"))];
    expect(await all[2]).toBe("c");
    first.end();
    expect(await Promise.all(all)).toEqual(["a", "b", "c"]);
    expect(told.filter((one) => !one.startsWith("c"))).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  });

  it("goes on after work that failed, which only its own caller hears of", async () => {
    const failing = inTurn("p", () => Promise.reject(new Error("no")));
    const after = inTurn("p", async () => 7);
    await expect(failing).rejects.toThrow("no");
    expect(await after).toBe(7);
  });

  it("refuses more than may wait, and takes more when they are through", async () => {
    const first = held();
    const all = Array.from({ length: MAX_WAITING }, () => inTurn("p", () => first.promise));
    await expect(inTurn("p", async () => 1)).rejects.toMatchObject({
      kind: "too_many",
      retryAfterSeconds: 1,
    });
    expect(await inTurn("q", async () => 2)).toBe(2);
    first.end();
    await Promise.all(all);
    expect(await inTurn("p", async () => 3)).toBe(3);
  });
});
