import { updatePerson } from "#lib/data/people/persons.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Language } from "#lib/domain/language.ts";
import { type OwnAccount, personOf, readAccount } from "./read.ts";

export type AccountPatch = { name?: string | undefined; language?: Language | null | undefined };

/** Changes one's own name or language. @throws Failure not_found */
export async function updateAccount(scope: Scope<"page:read">, patch: AccountPatch): Promise<OwnAccount> {
  const { id } = personOf(scope);
  await change(scope, async (tx) => {
    await updatePerson(tx, id, patch);
    return {
      result: undefined,
      // Names are not kept in the audit log: only that they changed.
      audit: {
        action: "person.update",
        objectKind: "person",
        objectId: id,
        after: { fields: Object.keys(patch) },
      },
      event: null,
    };
  });
  return await readAccount(scope);
}
