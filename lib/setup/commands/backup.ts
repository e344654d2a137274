import { statSync } from "node:fs";
import { resolve } from "node:path";
import { writeBackup } from "../backup/write.ts";
import type { RegisterCommands } from "./context.ts";

export const register: RegisterCommands = (program, context) => {
  program
    .command("backup")
    .description("write the whole database to one file, as of one instant; the instance goes on meanwhile")
    .argument("<file>", "where to, such as status-2026-11-23.backup.gz; must not exist yet")
    .action(async (name: string) => {
      const file = resolve(name);
      const { tables } = await context.withDatabaseUrl((url) => writeBackup(url, file));
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const megabytes = (statSync(file).size / 1e6).toFixed(1);
      console.log(`Wrote ${rows} rows of ${tables.length} tables to ${file} (${megabytes} MB).`);
    });
};
