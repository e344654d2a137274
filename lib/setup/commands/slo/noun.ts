import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { changeLines } from "#lib/domain/slo/defining/changes.ts";
import { durationText } from "#lib/domain/slo/defining/duration.ts";
import { wireOf } from "#lib/domain/slo/defining/wire.ts";
import type { ObjectiveRule } from "#lib/domain/slo/definition.ts";
import { exportOpenSlo } from "#lib/usecases/slos/export.ts";
import { type Imported, importOpenSlo } from "#lib/usecases/slos/import.ts";
import { listSlos } from "#lib/usecases/slos/read.ts";
import { readDocument } from "../../catalogue-files.ts";
import type { CommandContext, RegisterCommands } from "../context.ts";
import { operatorScope, type VerbOptions, withOptions } from "../operate.ts";
import { printList, printOne } from "../output.ts";
import { registerReplay } from "./replay.ts";

type Program = Parameters<RegisterCommands>[0];

function told({ changes, notes, isDryRun }: Imported): string {
  const changed = changes.filter(({ act }) => act !== "same").length;
  const verb = isDryRun ? "would change" : "changed";
  const summary = changed === 0 ? "Nothing to change." : `${changed} ${verb}.`;
  return [
    ...changeLines(changes),
    ...notes.map(({ path, message }) => `! ${path}: ${message}`),
    "",
    summary,
  ].join("\n");
}

function judgedBy(rule: ObjectiveRule): string {
  return rule.kind === "latency" ? `P${rule.percentile} < ${rule.thresholdUs / 1000} ms` : rule.kind;
}

/** `import` and `diff` do the same; one of them leaves no trace. */
function registerReading(
  slo: Program,
  context: CommandContext,
  { verb, description, isDry }: { verb: string; description: string; isDry: boolean },
): void {
  const command = withOptions(slo.command(verb))
    .description(description)
    .argument("<files...>", "OpenSLO v1 (or v1alpha), YAML");
  if (!isDry) command.option("--dry-run", "only print what would change");
  command.action(async (files: string[], options: VerbOptions & { dryRun?: boolean }) => {
    const documents = files.map((file) => ({ name: basename(file), text: readDocument(file) }));
    const dryRun = isDry || options.dryRun === true;
    const imported = await context.withDatabase(async () =>
      importOpenSlo(await operatorScope("slos:write", options), documents, { now: Date.now(), dryRun }),
    );
    const { isDryRun, ...rest } = imported;
    printOne({ ...rest, dry_run: isDryRun }, { json: options.json ?? false, text: told(imported) });
  });
}

export const register: RegisterCommands = (program, context) => {
  const slo = program.command("slo").description("service level objectives, in and out as OpenSLO");
  withOptions(slo.command("list"))
    .description("SLOs with their objectives")
    .option("--archived", "the archived ones instead")
    .action(async (options: VerbOptions & { archived?: boolean }) => {
      const found = await context.withDatabase(async () =>
        listSlos(await operatorScope("page:read", options), { archived: options.archived ?? false }),
      );
      const rows = found.flatMap(({ id, version, definition }) =>
        definition.objectives.map((objective) => ({ id, version, definition, objective })),
      );
      if (options.json)
        console.log(
          JSON.stringify(
            found.map(({ id, version, definition }) => ({ id, version, ...wireOf(definition) })),
            null,
            2,
          ),
        );
      else
        printList(rows, {
          json: false,
          headings: ["slo", "objective", "judges", "target", "tier", "window", "alerts", "version", "id"],
          row: ({ id, version, definition, objective }) => [
            definition.key,
            objective.key,
            judgedBy(objective.rule),
            `${objective.target}%`,
            objective.tierKey,
            durationText(definition.settings.operational.seconds),
            objective.alerts.length,
            version,
            id,
          ],
          empty: "No SLOs.",
        });
    });
  registerReading(slo, context, {
    verb: "import",
    description: "make tiers, SLIs and SLOs what files say, all or nothing; what they do not name stays",
    isDry: false,
  });
  registerReading(slo, context, {
    verb: "diff",
    description: "print what an import would change, and change nothing",
    isDry: true,
  });
  registerReplay(slo, context);
  withOptions(slo.command("export"))
    .description("tiers, SLIs and SLOs as OpenSLO v1")
    .argument("[slo]", "key or id of one SLO; all if left out")
    .option("--output <file>", "where to; standard output if left out")
    .action(async (key: string | undefined, options: VerbOptions & { output?: string }) => {
      const text = await context.withDatabase(async () =>
        exportOpenSlo(await operatorScope("page:read", options), { slo: key }),
      );
      if (options.output === undefined)
        return console.log(options.json ? JSON.stringify({ document: text }) : text);
      writeFileSync(options.output, text);
      printOne(
        { output: options.output },
        { json: options.json ?? false, text: `Written to ${options.output}.` },
      );
    });
};
