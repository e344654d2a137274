import { describe, expect, it } from "vitest";
import { CONTENT_AGE_MS, createMemory } from "./remember.ts";

function counted() {
  let now = 0;
  const reads: string[] = [];
  const memory = createMemory(
    async (key) => {
      reads.push(key);
      return `${key}${reads.length}`;
    },
    () => now,
  );
  return { memory, reads, pass: (ms: number) => (now += ms) };
}

describe("what is read for many recipients", () => {
  it("is read once, until it is too old", async () => {
    const { memory, reads, pass } = counted();
    expect(await memory("a").content).toBe("a1");
    pass(CONTENT_AGE_MS - 1);
    expect(await memory("a").content).toBe("a1");
    pass(1);
    expect(await memory("a").content).toBe("a2");
    expect(reads).toEqual(["a", "a"]);
  });

  it("is rendered once for each form, and anew when it was read anew", async () => {
    const { memory, pass } = counted();
    let renderings = 0;
    const render = () => ++renderings;
    expect([memory("a").once("ko", render), memory("a").once("ko", render)]).toEqual([1, 1]);
    expect(memory("a").once("en", render)).toBe(2);
    expect(memory("b").once("ko", render)).toBe(3);
    pass(CONTENT_AGE_MS);
    expect(memory("a").once("ko", render)).toBe(4);
  });

  it("is not remembered when it could not be read", async () => {
    let tries = 0;
    const memory = createMemory(
      async () => {
        tries += 1;
        if (tries === 1) throw new Error("away");
        return tries;
      },
      () => 0,
    );
    await expect(memory("a").content).rejects.toThrow("away");
    expect(await memory("a").content).toBe(2);
  });

  it("is forgotten when there is too much of it", async () => {
    const { memory, reads } = counted();
    for (let i = 0; i < 50; i++) await memory(`k${i}`).content;
    await memory("k49").content;
    await memory("k0").content;
    expect(reads).toHaveLength(51);
  });
});
