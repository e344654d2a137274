import type { Scope } from "#lib/data/scope.ts";
import { hasDefinitions } from "#lib/data/slo/definitions.ts";
import { Failure } from "#lib/domain/errors.ts";
import { changeLines } from "#lib/domain/slo/defining/changes.ts";
import { type Document, importOpenSlo } from "../slos/import.ts";

/**
 * Gives a page that never had a tier, an SLI or an SLO those of the catalogue; returns what was done, as lines. A page of
 * somebody's own, without the components that the catalogue names, is left as it is: `isNew` says that it is ours.
 * @throws Failure when the catalogue has faults on a new page
 */
export async function ensureDefinitions(
  scope: Scope<"slos:write">,
  documents: readonly Document[],
  { now, isNew }: { now: number; isNew: boolean },
): Promise<string[]> {
  if (documents.length === 0 || (await hasDefinitions(scope.pageId))) return [];
  try {
    const { changes } = await importOpenSlo(scope, documents, { now });
    const slis = changes.filter(({ noun }) => noun === "sli");
    return [
      ...changeLines(changes.filter((one) => !slis.includes(one))),
      `+ ${slis.length} SLIs that they name`,
    ];
  } catch (error) {
    if (isNew || !(error instanceof Failure) || error.kind !== "invalid") throw error;
    return [];
  }
}
