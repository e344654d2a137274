import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { type Settlement, settleDropped } from "#lib/domain/delivery/settle.ts";
import { createAcknowledger } from "./acknowledger.ts";

const settlement = (id: string): Settlement =>
  settleDropped({ id, attempts: 0, recipient: { id: `s${id}` } } as DeliveryJob, "over");

function acknowledger(write: (ids: string[]) => Promise<void>) {
  const told: string[] = [];
  const { add } = createAcknowledger((batch) => write(batch.map(({ id }) => id)), {
    worked: () => void told.push("worked"),
    failed: (_, error) => void told.push(String(error)),
  });
  return { add: (id: string) => add(settlement(id)), told };
}

describe("createAcknowledger", () => {
  it("writes at once what comes while one other is written, and together what comes meanwhile", async () => {
    const batches: string[][] = [];
    const { add } = acknowledger(async (ids) => {
      batches.push(ids);
      await sleep(20);
    });
    await Promise.all(["1", "2", "3", "4"].map(add));
    await add("5");
    expect(batches).toEqual([["1"], ["2"], ["3", "4"], ["5"]]);
  });

  it("tells nobody before it is written", async () => {
    let isWritten = false;
    const { add } = acknowledger(async () => {
      await sleep(30);
      isWritten = true;
    });
    await add("1");
    expect(isWritten).toBe(true);
  });

  it("keeps trying while the database is away, and forgets nothing", async () => {
    const written: string[] = [];
    let failures = 2;
    const { add, told } = acknowledger(async (ids) => {
      if (failures-- > 0) throw new Error("away");
      written.push(...ids);
    });
    const first = add("1");
    await sleep(50);
    await Promise.all([first, add("2"), add("3")]);
    expect(written.toSorted()).toEqual(["1", "2", "3"]);
    expect(told.slice(0, 3)).toEqual(["Error: away", "Error: away", "worked"]);
  });

  it("takes more in the moment in which it tells that something is written", async () => {
    const batches: string[][] = [];
    const { add } = acknowledger(async (ids) => void batches.push(ids));
    await add("1").then(() => add("2"));
    await add("3");
    expect(batches.flat()).toEqual(["1", "2", "3"]);
  });
});
