import { seedAction } from "#lib/data/escalation/runs.ts";
import { newId } from "#lib/data/new-id.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { SEED_ACTIONS } from "#lib/domain/escalation/seed.ts";

const CONFIG = { url: null, arn: null, endpoint: null, parameters: {}, timeoutSeconds: 10 };

/**
 * Registers every automatic answer that the contract names, as a dry run: what would have been done is written down until somebody
 * says where it goes. What is there under its key already stays as it is. Returns the keys that are new.
 */
export async function registerActions(scope: Scope<"slos:write">, now: number): Promise<string[]> {
  return await change(scope, async (tx) => {
    const made: string[] = [];
    for (const { key, name, triggers } of SEED_ACTIONS) {
      const action = {
        id: newId(),
        key,
        name,
        kind: "webhook",
        config: CONFIG,
        triggers,
        mode: "dry_run",
      } as const;
      if (await seedAction(tx, scope.pageId, { ...action, triggers: [...triggers] }, now)) made.push(key);
    }
    const audit = {
      ...{ action: "response_action.register", objectKind: "page", objectId: scope.pageId },
      after: { keys: made },
    };
    return { result: made, audit: made.length > 0 ? audit : null, event: null };
  });
}
