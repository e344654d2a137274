import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import type { Logger } from "#lib/log.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveryStates } from "#lib/testing/delivery/queue.ts";
import { makeDeliveries } from "#lib/testing/delivery/rows.ts";
import { plainMessage, SENT, testSenders } from "#lib/testing/delivery/sending.ts";
import { makeSubscribers } from "#lib/testing/delivery/subscribers.ts";
import { makePage } from "#lib/testing/engine.ts";
import { until } from "#lib/testing/worker-process.ts";
import { createDeliverer, type DeliveryParts } from "./deliverer.ts";
import { DELIVERY_OPTIONS, type DeliveryOptions } from "./options.ts";

withDatabase();

const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
  await pool().query("delete from deliveries");
  await pool().query("delete from subscribers");
});

let workers = 0;

/** A deliverer that looks again and again, as the worker's loop does. */
function run(
  parts: Partial<DeliveryParts> & Pick<DeliveryParts, "senders">,
  options: Partial<DeliveryOptions> = {},
) {
  const errors: unknown[] = [];
  const told = { worked: () => {}, failed: (_: string, error: unknown) => void errors.push(error) };
  const log = { error: (of: { err: unknown }) => void errors.push(of.err) } as unknown as Logger;
  const deliverer = createDeliverer({
    compose: plainMessage,
    quarantine: async () => {},
    ...parts,
    options: { ...DELIVERY_OPTIONS, lookEveryMs: 20, ...options },
    told,
    log,
    workerId: `worker-${++workers}`,
  });
  let isOver = false;
  const loop = (async () => {
    while (!isOver) {
      const again = await deliverer.tick().catch((error: unknown) => void errors.push(error));
      await sleep(again?.againInMs ?? 20);
    }
  })();
  const stop = async () => {
    isOver = true;
    await loop;
    await deliverer.drain(1_000);
  };
  running.push({ stop });
  return { errors, stop, deliverer };
}

const everythingSent = (pageId: string, count: number) =>
  until(async () => (await deliveryStates(pageId)).sent === count);

describe("createDeliverer", () => {
  it("sends every delivery once and writes what came of it", async () => {
    const pageId = await makePage();
    await makeSubscribers({ pageId, count: 300 });
    await makeDeliveries({ pageId, eventId: 1, incidentId: "i1" });
    const { senders, told } = testSenders(() => SENT, { takesMs: 2 });
    const { errors } = run({ senders });
    await everythingSent(pageId, 300);
    expect(new Set(told.map(({ to }) => to)).size).toBe(300);
    expect(told).toHaveLength(300);
    expect(errors).toEqual([]);
  });
});
