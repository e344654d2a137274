import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { type Settlement, settleDropped } from "#lib/domain/delivery/settle.ts";
import { createAcknowledger } from "./acknowledger.ts";

const settlement = (id: string): Settlement =>
  settleDropped({ id, attempts: 0, recipient: { id: `s${id}` } } as DeliveryJob, "over");

function acknowledger(write: (ids: string[]) => Promise<void>) {
  const told: string[] = [];
  const { add } = createAcknowledger(
    (batch) => write(batch.map(({ id }) => id)),
    {
      worked: () => void told.push("worked"),
      failed: (_, error) => void told.push(String(error)),
    },
    { gatherMs: 5 },
  );
  return { add: (id: string, handed?: () => void) => add(settlement(id), handed), told };
}

describe("createAcknowledger", () => {
  it("writes together what comes within a moment, and four batches at once", async () => {
    const batches: string[][] = [];
    const { add } = acknowledger(async (ids) => {
      batches.push(ids);
      await sleep(300);
    });
    const added: Promise<void>[] = [];
    for (const pair of ["ab", "cd", "ef", "gh", "ij"]) {
      added.push(...[...pair].map((id) => add(id)));
      await sleep(25);
    }
    // Four are under way: the next wait for one of them.
    expect(batches.map((ids) => ids.join(""))).toEqual(["ab", "cd", "ef", "gh"]);
    added.push(add("k"));
    await Promise.all(added);
    expect(batches.slice(4).map((ids) => ids.join(""))).toEqual(["ijk"]);
  });

  it("says when a statement is handed over, before it is written", async () => {
    const said: string[] = [];
    const { add } = acknowledger(async () => {
      await sleep(30);
      said.push("written");
    });
    await add("1", () => void said.push("handed"));
    expect(said).toEqual(["handed", "written"]);
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
