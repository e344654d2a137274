import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { restoreBackup } from "../backup/restore.ts";
import { openDataDir } from "../instance/data-dir.ts";
import { liveInstance } from "../instance/lock.ts";
import { Refusal } from "../refusal.ts";
import type { RegisterCommands } from "./context.ts";

export const register: RegisterCommands = (program, context) => {
  program
    .command("restore")
    .description("put a backup in the place of the database; the instance must be stopped")
    .argument("<file>", "a file that backup wrote")
    .option("--replace", "also when the database is not empty: everything in it is lost", false)
    .action(async (name: string, { replace }: { replace: boolean }) => {
      const file = resolve(name);
      const dataDir = openDataDir(context.env().DATA_DIR);
      const live = liveInstance(dataDir);
      if (live)
        throw new Refusal(
          `The instance at ${live.url} (process ${live.pid}) runs; stop it before a restore.`,
        );
      const header = await context.withDatabaseUrl((url) => restoreBackup(url, file, { replace }));
      // The copies on disk tell a time that is no longer true; web processes write new ones.
      for (const copies of ["snapshots", "pages"])
        rmSync(join(dataDir, copies), { recursive: true, force: true });
      const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
      console.log(`Restored ${rows} rows of ${header.tables.length} tables as of ${header.createdAt}.`);
      console.log("Nothing is sent to subscribers until you say so: deliveries send, or deliveries drop.");
    });
};
