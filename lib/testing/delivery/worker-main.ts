// The real worker with other limits: `node worker-main.ts '{"leaseMs": 2000}'`, merged into the options of deliveries.
import { closeDatabase, openDatabase } from "#lib/data/db.ts";
import { readEnv } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { sendersOf } from "#lib/worker/delivery/senders-of.ts";
import { deliveryOf } from "#lib/worker/delivery/wiring.ts";
import { chooseEgress } from "#lib/worker/egress-of.ts";
import { sourcesOf } from "#lib/worker/slos/sources-of.ts";
import { startWorker } from "#lib/worker/worker.ts";

type Tree = { [name: string]: unknown };
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merged(base: unknown, given: unknown): unknown {
  if (!isTree(base) || !isTree(given)) return given === undefined ? base : given;
  const names = new Set([...Object.keys(base), ...Object.keys(given)]);
  return Object.fromEntries([...names].map((name) => [name, merged(base[name], given[name])]));
}

const env = readEnv();
const log = createLogger("worker", env.LOG_LEVEL);
openDatabase(env.DATABASE_URL!);
const delivery = deliveryOf(env, sendersOf(env));
const options = merged(delivery.options, JSON.parse(process.argv[2] ?? "{}")) as typeof delivery.options;
const worker = startWorker({
  egressOf: chooseEgress(env),
  selfOrigin: `http://127.0.0.1:${env.PORT}`,
  delivery: { ...delivery, options },
  sources: sourcesOf(env),
  dataDir: env.DATA_DIR,
  log,
});
process.on("SIGTERM", async () => {
  await worker.stop();
  await closeDatabase();
  process.exit(0);
});
