import { resolve } from "node:path";
import { exportDocuments } from "../export-documents.ts";
import { localOrigin } from "../instance/web-answer.ts";
import type { RegisterCommands } from "./context.ts";

export const register: RegisterCommands = (program, context) => {
  const snapshot = program.command("snapshot").description("the public documents as they are now");
  snapshot
    .command("export")
    .description(
      "write the public pages, JSON and badges of the running instance to a folder, as static files",
    )
    .argument("<dir>", "the folder; files of an earlier export are replaced")
    .action(async (name: string) => {
      const { HOST, PORT } = context.env();
      const dir = resolve(name);
      const paths = await exportDocuments(localOrigin(HOST, PORT), dir);
      console.log(`Wrote ${paths.length} files to ${dir}.`);
    });
};
