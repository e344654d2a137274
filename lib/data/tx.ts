import type { Permission } from "#lib/domain/people/permission.ts";
import { isWriteConflict } from "./conflict.ts";
import { prisma } from "./db.ts";
import type { Prisma } from "./generated/client.ts";
import type { Scope } from "./scope.ts";

export type Tx = Prisma.TransactionClient;

/** Who did what to which thing; `before` and `after` hold ids and settings, never addresses or secrets. */
export type Audit = {
  action: string;
  objectKind: string;
  objectId: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

/** What others must hear about; handled by the worker. */
export type Event = { kind: string; payload: Prisma.InputJsonValue };

/** Told to every process in the moment of commit: the worker builds a new snapshot. */
export const CHANGED_CHANNEL = "status_changed";

type Work<T> = (tx: Tx) => Promise<{
  result: T;
  audit: Audit | Audit[] | null;
  event: Event | Event[] | null;
}>;

/** Deadlocks are run again so often; each time PostgreSQL lets one of the two through. */
const ATTEMPTS = 4;
/** Waiting for a connection of the pool, and for the whole of the change. */
const LIMITS = { maxWait: 5_000, timeout: 30_000 };

/**
 * The one write path: rows, audit record and outbox event in one transaction, or none of them. `event: null` must be
 * written out: silence is a decision. `audit: null` says that nothing changed. After a deadlock `work` runs again.
 */
export async function change<T>(scope: Scope<Permission>, work: Work<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(scope, work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isWriteConflict(error)) throw error;
    }
  }
}

async function once<T>(scope: Scope<Permission>, work: Work<T>): Promise<T> {
  return await prisma().$transaction(async (tx) => {
    const { result, audit, event } = await work(tx);
    const { pageId, actor } = scope;
    const audits = audit === null ? [] : Array.isArray(audit) ? audit : [audit];
    if (audits.length > 0)
      await tx.auditRecord.createMany({
        data: audits.map((row) => ({ ...row, pageId, actorKind: actor.kind, actorId: actor.id })),
      });
    const events = [event ?? []].flat();
    if (events.length > 0)
      await tx.outboxEvent.createMany({ data: events.map((row) => ({ pageId, ...row })) });
    await scope.beforeCommit?.(tx, result);
    if (audits.length > 0 || events.length > 0)
      await tx.$executeRaw`select pg_notify(${CHANGED_CHANNEL}, ${pageId})`;
    return result;
  }, LIMITS);
}
