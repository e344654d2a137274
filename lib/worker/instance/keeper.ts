import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Logger } from "#lib/log.ts";
import { openInstance, tickInstance } from "#lib/usecases/instance/open.ts";

/** Not `instance.json`: that one says which process works on the folder. */
const FILE = "epoch.json";
const epoch = z.object({ epoch: z.string(), ticks: z.number().int() });
type Epoch = z.infer<typeof epoch>;

/** What DATA_DIR remembers of the database; null: nothing that can be read. */
export function readKept(dataDir: string): Epoch | null {
  try {
    return epoch.parse(JSON.parse(readFileSync(join(dataDir, FILE), "utf8")));
  } catch {
    return null;
  }
}

/** Whole or not at all, also when the machine stops in the middle. */
function writeKept(dataDir: string, kept: Epoch): void {
  const file = join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify({ epoch: kept.epoch, ticks: kept.ticks }), { flush: true });
  renameSync(`${file}.new`, file);
}

export type InstanceKeeper = {
  /** Compares database and DATA_DIR the first time, and lets time go by from then on. */
  tick: () => Promise<undefined>;
  /** True once it is known whether this database is the one that it should be: before that nothing may be told. */
  isOpen: () => boolean;
};

/** Keeps database and DATA_DIR in step: where they are not at the start, the database is a restored backup. */
export function createInstanceKeeper({ dataDir, log }: { dataDir: string; log: Logger }): InstanceKeeper {
  let isOpen = false;
  let isTold = false;
  const keep = (kept: Epoch) => {
    try {
      writeKept(dataDir, kept);
    } catch (error) {
      if (!isTold) log.warn({ err: error }, "DATA_DIR cannot remember which database this is");
      isTold = true;
    }
  };
  return {
    isOpen: () => isOpen,
    tick: async () => {
      if (isOpen) {
        const kept = await tickInstance();
        if (kept) keep(kept);
        return;
      }
      const opened = await openInstance(readKept(dataDir), Date.now());
      if (opened.hold)
        log.warn(
          { reason: opened.hold.reason },
          "This database is a restored backup: nothing is sent until you say so by npm run status -- deliveries send, or drop",
        );
      keep(opened);
      isOpen = true;
    },
  };
}
