import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Document } from "#lib/usecases/slos/import.ts";
import { explainPath } from "./refusal.ts";
import { ROOT } from "./run-program.ts";

const FOLDER = "prisma/catalogue";
export const PAGE_CATALOGUE = "t-developer.yaml";

const readText = (name: string): string => readFileSync(join(ROOT, FOLDER, name), "utf8");

/** The page that a fresh database gets, as YAML. */
export const readPageCatalogue = (): string => readText(PAGE_CATALOGUE);

/** Its tiers and SLOs in OpenSLO, the tiers first: SLOs name them. */
export const readSloCatalogue = (): Document[] =>
  readdirSync(join(ROOT, FOLDER))
    .filter((name) => /^(slo-.*|tiers)\.yaml$/.test(name))
    .sort((a, b) => Number(b.startsWith("tiers")) - Number(a.startsWith("tiers")) || (a < b ? -1 : 1))
    .map((name) => ({ name, text: readText(name) }));

/** A document that somebody names on the command line. @throws Refusal when there is none */
export function readDocument(file: string): string {
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
