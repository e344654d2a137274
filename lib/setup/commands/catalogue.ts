import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { newId } from "#lib/data/new-id.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import { type Applied, applyCatalogue } from "#lib/usecases/catalogue/apply.ts";
import { requireCatalogueDestinations } from "#lib/usecases/catalogue/destinations.ts";
import { readCatalogue } from "#lib/usecases/catalogue/read.ts";
import { currentPage } from "#lib/usecases/pages/current.ts";
import { explainPath } from "../refusal.ts";
import type { RegisterCommands } from "./context.ts";
import { operatorScopeOf, type VerbOptions, withOptions } from "./operate.ts";
import { printOne } from "./output.ts";

type ApplyOptions = VerbOptions & { dryRun?: boolean; archiveMissing?: boolean };

function readText(file: string): string {
  try {
    return readFileSync(resolve(file), "utf8");
  } catch (error) {
    return explainPath(
      resolve(file),
      error,
      "name the file of a catalogue, such as prisma/catalogue/t-developer.yaml",
    );
  }
}

function told({ lines, changed, secrets }: Applied, isDryRun: boolean, publicUrl: string): string {
  const verb = isDryRun ? "would change" : "changed";
  const summary = changed === 0 ? "Nothing to change." : `${changed} ${verb}.`;
  const urls = secrets.map(({ key, secret }) => `${key} calls ${publicUrl}/heartbeat/${secret} (shown once)`);
  return [...lines, ...urls, "", summary].join("\n");
}

export const register: RegisterCommands = (program, context) => {
  const catalogue = program
    .command("catalogue")
    .description("the page, its components and monitors as a document");
  withOptions(catalogue.command("apply"))
    .description(
      "make the page what a YAML file says; applying it again changes nothing, and nothing is deleted",
    )
    .argument("<file>", "such as prisma/catalogue/t-developer.yaml")
    .option("--dry-run", "only print what would change")
    .option("--archive-missing", "archive what came from a catalogue and is no longer in the file")
    .action(async (file: string, options: ApplyOptions) => {
      const document = readCatalogue(readText(file));
      const { PLATFORM_URL, PUBLIC_URL, EGRESS_ALLOW, DNS_SERVERS } = context.env();
      const egress = createEgress({ allow: EGRESS_ALLOW, dnsServers: DNS_SERVERS });
      await requireCatalogueDestinations(document, (destination) => checkDestination(destination, egress));
      const { dryRun = false, archiveMissing = false } = options;
      const applied = await context.withDatabase(async () => {
        const pageId = options.page ?? (await currentPage())?.id ?? newId();
        const scope = operatorScopeOf("settings:write", pageId);
        return await applyCatalogue(scope, document, {
          now: Date.now(),
          platformUrl: PLATFORM_URL,
          dryRun,
          archiveMissing,
        });
      });
      printOne(
        { ...applied, dry_run: dryRun },
        {
          json: options.json ?? false,
          text: told(applied, dryRun, PUBLIC_URL),
        },
      );
    });
};
