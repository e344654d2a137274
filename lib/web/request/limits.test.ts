import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";
import { createLimits } from "./limits.ts";

withDatabase();

async function accepted(attempts: number, act: () => Promise<void>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: attempts }, act));
  return results.filter((one) => one.status === "fulfilled").length;
}

describe("limits", () => {
  it("lets a token send a burst of 300 requests, and others are not touched by it", async () => {
    const limits = createLimits();
    expect(await accepted(400, () => limits.request("a"))).toBe(300);
    await limits.request("b");
  });

  it("tells when to come again", async () => {
    const limits = createLimits();
    await accepted(300, () => limits.request("a"));
    await expect(limits.request("a")).rejects.toMatchObject({
      kind: "too_many",
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds >= 1 && seconds <= 3),
    });
  });

  it("lets a token come back after that, however often it tried in between", async () => {
    const limits = createLimits();
    expect(await accepted(2_000, () => limits.rows("a", 10_000))).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    await limits.rows("a", 50_000);
  });

  it("counts samples by rows", async () => {
    const limits = createLimits();
    await limits.rows("a", 49_999);
    await limits.rows("a", 1);
    await expect(limits.rows("a", 1)).rejects.toMatchObject({ kind: "too_many", retryAfterSeconds: 1 });
    await limits.request("a");
  });
});

describe("429", () => {
  it("comes with Retry-After and the body of every refusal; another token goes on", async () => {
    const world = await newWorld();
    const ask = (token: string) => call("GET", `${world.base}/components`, { token });
    const answers = await Promise.all(Array.from({ length: 320 }, () => ask(world.writer)));
    const refused = answers.filter((one) => one.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(Number(refused[0]!.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(refused[0]!.body).toEqual({
      message: "At most 100 requests a second for one token",
      errors: [],
      error: "At most 100 requests a second for one token",
    });
    expect((await ask(world.reader)).status).toBe(200);
  });

  it("comes for too many samples, and none of them is stored", async () => {
    const world = await newWorld();
    const send = (count: number) =>
      call("POST", `${world.base}/samples`, { token: world.owner, json: { samples: Array(count).fill(0) } });
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await send(9_999)).status);
    expect(statuses).toContain(429);
    expect(statuses[0]).toBe(202);
  });
});
