import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { archiveSliRow, readSliDefinition, slosOfSli } from "#lib/data/slo/slis.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";

/** Takes an SLI out of use: nothing is read or taken any more, its figures stay. @throws Failure not_found; conflict while SLOs judge it */
export const archiveSli = (scope: Scope<"slos:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const sli = await readSliDefinition(pageId, id, tx);
    if (!sli || sli.isArchived) throw notFound("sli");
    const slos = await slosOfSli(tx, pageId, id);
    if (slos.length > 0)
      throw new Failure("conflict", `This SLI is judged by ${slos.join(", ")}. Change them first`);
    await archiveSliRow(tx, id, now);
    return {
      result: undefined,
      audit: { action: "sli.archive", objectKind: "sli", objectId: id, before: { key: sli.key } },
      event: { kind: "sli.archived", payload: { sli_id: id, key: sli.key } },
    };
  });
