import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readNames } from "#lib/data/slo/names.ts";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import { applyCatalogue } from "#lib/usecases/catalogue/apply.ts";
import { readCatalogue } from "#lib/usecases/catalogue/read.ts";
import { type Document, importOpenSlo } from "#lib/usecases/slos/import.ts";
import { newPage, operatorScope } from "../manage/world.ts";

const FOLDER = join(import.meta.dirname, "../../../prisma/catalogue");

/** A document of the catalogue that we ship: "tiers", "slo-001", … */
export const catalogueText = (name: string): string => readFileSync(join(FOLDER, `${name}.yaml`), "utf8");

/** Tiers and SLOs of the catalogue, as a first start reads them. */
export const sloDocuments = (): Document[] =>
  ["tiers", ...[1, 2, 3, 4, 5, 6, 7].map((n) => `slo-00${n}`)].map((name) => ({
    name: `${name}.yaml`,
    text: catalogueText(name),
  }));

export type SloPage = {
  pageId: string;
  /** By "SLO-001/enterprise_plus". */
  objective: (name: string) => StoredObjective;
  objectives: StoredObjective[];
  /** Ids by key. */
  sli: (key: string) => string;
  component: (key: string) => string;
};

/** A page as the first start makes it: T-Developer's components, tiers, SLIs and SLOs, without any figures yet. */
export async function tDeveloperPage(now = Date.now()): Promise<SloPage> {
  const pageId = await newPage();
  await applyCatalogue(operatorScope("settings:write", pageId), readCatalogue(catalogueText("t-developer")), {
    now,
  });
  await importOpenSlo(operatorScope("slos:write", pageId), sloDocuments(), { now });
  const objectives = await readObjectives(pageId);
  const { idOf } = await readNames(pageId);
  const byName = new Map(objectives.map((one) => [`${one.sloKey}/${one.key}`, one]));
  const objective = (name: string): StoredObjective => {
    const found = byName.get(name);
    if (!found) throw new Error(`no objective ${name}`);
    return found;
  };
  return { pageId, objectives, objective, sli: idOf.sli, component: idOf.component };
}
