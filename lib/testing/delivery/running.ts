import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "#lib/log.ts";
import { createDeliverer, type DeliveryParts } from "#lib/worker/delivery/deliverer.ts";
import { DELIVERY_OPTIONS, type DeliveryOptions } from "#lib/worker/delivery/options.ts";
import { plainMessage } from "./sending.ts";

const running: { stop: () => Promise<void> }[] = [];
let workers = 0;

/** A deliverer that looks again and again, as the worker's loop does; `errors` are what it told. */
export function runDeliverer(
  parts: Partial<Omit<DeliveryParts, "options">> & Pick<DeliveryParts, "senders">,
  options: Partial<DeliveryOptions> = {},
) {
  const errors: unknown[] = [];
  const deliverer = createDeliverer({
    compose: plainMessage,
    quarantine: async () => {},
    ...parts,
    options: { ...DELIVERY_OPTIONS, lookEveryMs: 20, ...options },
    told: { worked: () => {}, failed: (_, error) => void errors.push(error) },
    log: { error: (of: { err: unknown }) => void errors.push(of.err) } as unknown as Logger,
    workerId: `worker-${++workers}`,
  });
  let isOver = false;
  const loop = (async () => {
    while (!isOver) {
      const again = await deliverer.tick().catch((error: unknown) => void errors.push(error));
      await sleep(again?.againInMs ?? 20);
    }
  })();
  const stop = async (patienceMs = 2_000) => {
    isOver = true;
    await loop;
    await deliverer.drain(patienceMs);
  };
  running.push({ stop });
  return { errors, stop };
}

/** Stops all that a test started. */
export async function stopDeliverers(): Promise<void> {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
}
