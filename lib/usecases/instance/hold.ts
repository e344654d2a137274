import { pool } from "#lib/data/db.ts";
import { type Hold, readHold } from "#lib/data/instance/epoch.ts";
import { countWaiting, dropWaiting, release, type Waiting } from "#lib/data/instance/held.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readPageIds } from "#lib/data/status/public-nouns.ts";
import { change } from "#lib/data/tx.ts";
import { TOLD_KINDS } from "#lib/domain/delivery/plan.ts";
import { Failure } from "#lib/domain/errors.ts";
import { inParts } from "../requests/answering.ts";

export type Standing = { hold: Hold | null; waiting: Waiting };

const standing = async (): Promise<Standing> => ({
  hold: await readHold(pool()),
  waiting: await countWaiting(pool(), TOLD_KINDS),
});

/** Whether sending is held, why, and what waits. */
export const readStanding = (_scope: Scope<"page:read">): Promise<Standing> => standing();

/** One decision for everything that is here: who belongs to one of several pages cannot make it for the others. */
async function requireSay({ actor }: Scope<"settings:write">): Promise<void> {
  if (actor.pageId === null || (await readPageIds(pool())).length <= 1) return;
  throw new Failure("conflict", "There are several pages: an operator decides on the command line");
}

async function decide(
  scope: Scope<"settings:write">,
  verb: "send" | "drop",
  now: number,
): Promise<{ dropped: number }> {
  await requireSay(scope);
  return await change(scope, async (tx) => {
    if (!(await release(tx)))
      throw new Failure("conflict", "Nothing is held: messages are sent as they come");
    const dropped = verb === "drop" ? await dropWaiting(tx, now) : 0;
    return {
      result: { dropped },
      audit: {
        action: `deliveries.${verb}`,
        objectKind: "instance",
        objectId: "instance",
        after: { dropped },
      },
      event: { kind: `deliveries.${verb}`, payload: {} },
    };
  });
}

/** Either of the two, and how it stands then. */
export async function decideHeld(
  scope: Scope<"settings:write">,
  verb: "send" | "drop",
  now: number,
): Promise<Standing> {
  await decide(inParts(scope), verb, now);
  return await standing();
}

/** What was held is sent now. @throws Failure conflict when nothing is held, or for one of several pages */
export const sendHeld = (scope: Scope<"settings:write">, now: number): Promise<{ dropped: number }> =>
  decide(scope, "send", now);

/** What was held is never sent; from now on messages are sent as they come. @throws Failure conflict, as above */
export const dropHeld = (scope: Scope<"settings:write">, now: number): Promise<{ dropped: number }> =>
  decide(scope, "drop", now);
