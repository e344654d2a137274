import { basename } from "node:path";
import { newId } from "#lib/data/new-id.ts";
import type { Catalogue } from "#lib/domain/page/catalogue.ts";
import { changeLines } from "#lib/domain/slo/defining/changes.ts";
import type { Env } from "#lib/env.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import { type Applied, applyCatalogue } from "#lib/usecases/catalogue/apply.ts";
import { requireCatalogueDestinations } from "#lib/usecases/catalogue/destinations.ts";
import { readCatalogue } from "#lib/usecases/catalogue/read.ts";
import { currentPage } from "#lib/usecases/pages/current.ts";
import { type Document, importOpenSlo } from "#lib/usecases/slos/import.ts";
import { PAGE_CATALOGUE, readDocument, readPageCatalogue, readSloCatalogue } from "../catalogue-files.ts";
import type { RegisterCommands } from "./context.ts";
import { operatorScopeOf, type VerbOptions, withOptions } from "./operate.ts";
import { printOne } from "./output.ts";

type ApplyOptions = VerbOptions & { dryRun?: boolean; archiveMissing?: boolean };

/** Documents of SLOs say which version of OpenSLO they are; the page's document says nothing of the kind. */
const isOpenSlo = ({ text }: Document): boolean => /^apiVersion:/m.test(text);

/** The files that were named; without any, everything that is shipped. */
function documentsOf(files: readonly string[]): Document[] {
  if (files.length === 0) return [{ name: PAGE_CATALOGUE, text: readPageCatalogue() }, ...readSloCatalogue()];
  return files.map((file) => ({ name: basename(file), text: readDocument(file) }));
}

function told({ lines, changed, secrets }: Applied, isDryRun: boolean, publicUrl: string): string {
  const verb = isDryRun ? "would change" : "changed";
  const summary = changed === 0 ? "Nothing to change." : `${changed} ${verb}.`;
  const urls = secrets.map(({ key, secret }) => `${key} calls ${publicUrl}/heartbeat/${secret} (shown once)`);
  return [...lines, ...urls, "", summary].join("\n");
}

const NOTHING: Applied = { lines: [], changed: 0, secrets: [] };

/** The page first: SLOs name its components. A dry run sees SLOs against the page as it is. */
async function apply(
  { page, definitions }: { page: Catalogue[]; definitions: Document[] },
  options: ApplyOptions,
  { PLATFORM_URL }: Env,
): Promise<Applied> {
  const { dryRun = false, archiveMissing = false } = options;
  const now = Date.now();
  const pageId = options.page ?? (await currentPage())?.id ?? newId();
  const done = { ...NOTHING, lines: [] as string[] };
  for (const document of page) {
    const scope = operatorScopeOf("settings:write", pageId);
    const applied = await applyCatalogue(scope, document, {
      ...{ now, dryRun, archiveMissing },
      platformUrl: PLATFORM_URL,
    });
    done.lines.push(...applied.lines);
    done.changed += applied.changed;
    done.secrets = applied.secrets;
  }
  if (definitions.length === 0) return done;
  const scope = operatorScopeOf("slos:write", pageId);
  const { changes } = await importOpenSlo(scope, definitions, { now, dryRun });
  done.lines.push(...changeLines(changes));
  done.changed += changes.filter(({ act }) => act !== "same").length;
  return done;
}

export const register: RegisterCommands = (program, context) => {
  const catalogue = program
    .command("catalogue")
    .description("the page, its components and monitors, its tiers and SLOs as documents");
  withOptions(catalogue.command("apply"))
    .description(
      "make the page what YAML files say; applying them again changes nothing, and nothing is deleted",
    )
    .argument("[files...]", "of the page or of SLOs; all that are shipped (prisma/catalogue) if left out")
    .option("--dry-run", "only print what would change")
    .option(
      "--archive-missing",
      "archive what came from a catalogue of the page and is no longer in the file",
    )
    .action(async (files: string[], options: ApplyOptions) => {
      const documents = documentsOf(files);
      const definitions = documents.filter(isOpenSlo);
      const page = documents
        .filter((one) => !definitions.includes(one))
        .map(({ text }) => readCatalogue(text));
      const env = context.env();
      const egress = createEgress({ allow: env.EGRESS_ALLOW, dnsServers: env.DNS_SERVERS });
      for (const document of page)
        await requireCatalogueDestinations(document, (destination) => checkDestination(destination, egress));
      const applied = await context.withDatabase(() => apply({ page, definitions }, options, env));
      const isDryRun = options.dryRun ?? false;
      printOne(
        { ...applied, dry_run: isDryRun },
        { json: options.json ?? false, text: told(applied, isDryRun, env.PUBLIC_URL) },
      );
    });
};
