import type { Scope } from "#lib/data/scope.ts";
import { archiveSloRow, lockDefinitions, readDefinition } from "#lib/data/slo/definitions.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import { endOfGone } from "../violations/end-of-gone.ts";

/**
 * Takes an SLO out of use: nothing is judged any more, what was open of it ends, its history stays. Defining it again by its key
 * brings it back. @throws Failure not_found (also of one that is archived already)
 */
export const archiveSlo = (scope: Scope<"slos:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    await lockDefinitions(tx, scope.pageId);
    const slo = await readDefinition(scope.pageId, id, tx);
    if (!slo || slo.archivedAt !== null) throw notFound("slo");
    const ended = await endOfGone(tx, scope, slo.objectiveIds, now);
    await archiveSloRow(tx, id, now);
    const { key } = slo.definition;
    const audit = {
      action: "slo.archive",
      objectKind: "slo",
      objectId: id,
      before: { key, version: slo.version },
    };
    const event = { kind: "slo.archived", payload: { slo_id: id, key } };
    return { result: undefined, audit: [audit, ...ended.audits], event: [event, ...ended.events] };
  });
