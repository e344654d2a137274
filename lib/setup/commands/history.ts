import { invalid } from "#lib/domain/errors.ts";
import { type Verification, verifyHistory } from "#lib/usecases/audit/verify.ts";
import { Refusal } from "../refusal.ts";
import type { RegisterCommands } from "./context.ts";
import { printOne } from "./output.ts";

const HASH = /^[0-9a-f]{64}$/;

function textOf({ isWhole, count, head, faultCount, faults, unsealed }: Verification): string {
  const more = faultCount - faults.length;
  const waiting = `${unsealed.count} wait${unsealed.count === 1 ? "s" : ""} for a worker to seal ${unsealed.count === 1 ? "it" : "them"}.`;
  return [
    ...faults.map(({ message }) => `${message}.`),
    ...(more > 0 ? [`… and ${more} more.`] : []),
    `${isWhole ? "The history is whole" : "The history is NOT whole"}: ${count} sealed records${unsealed.count > 0 ? `; ${waiting}` : "."}`,
    `Head: ${head ?? "none yet"}`,
  ].join("\n");
}

export const register: RegisterCommands = (program, context) => {
  const history = program.command("history").description("the audit log and its chain of hashes");
  history
    .command("verify")
    .description(
      "recompute the whole chain; finds changed, missing and inserted records; ends with 1 on a fault",
    )
    .option("--head <hash>", "a head that you noted before: it must still be in the chain")
    .option("--json", "answer as JSON")
    .action(async ({ head, json = false }: { head?: string; json?: boolean }) => {
      if (head !== undefined && !HASH.test(head))
        throw invalid([{ path: "head", message: "64 hexadecimal digits, as history-head.json tells it" }]);
      const found = await context.withDatabase(() => verifyHistory({ knownHead: head }));
      printOne(found, { json, text: textOf(found) });
      if (!found.isWhole)
        throw new Refusal(`${found.faultCount} fault${found.faultCount === 1 ? "" : "s"} in the history.`);
    });
};
