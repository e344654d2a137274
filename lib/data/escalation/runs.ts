import type {
  ActionConfig,
  ActionKind,
  ActionMode,
  ActionTrigger,
  ResponseAction,
  RunOutcome,
} from "#lib/domain/escalation/action.ts";
import { runKey } from "#lib/domain/escalation/action.ts";
import { pool, prisma } from "../db.ts";
import type { Prisma, ResponseAction as Row } from "../generated/client.ts";
import { instant } from "../sql.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): ResponseAction => ({
  ...{
    id: row.id,
    pageId: row.pageId,
    key: row.key,
    name: row.name,
    sealed: row.sealed,
    revision: row.revision,
  },
  kind: row.kind as ActionKind,
  config: row.config as ActionConfig,
  triggers: row.triggers as ActionTrigger[],
  mode: row.mode as ActionMode,
});

/** The page's response actions that are in use, by key. */
export async function readActions(pageId: string, db: Tx = prisma()): Promise<ResponseAction[]> {
  const rows = await db.responseAction.findMany({
    where: { pageId, archivedAt: null },
    orderBy: { key: "asc" },
  });
  return rows.map(fromRow);
}

/** Writes a run that a worker is to do, in the transaction of the level; a run of that key there is already stays the only one. */
export async function insertRun(
  tx: Tx,
  action: Pick<ResponseAction, "id" | "pageId" | "mode">,
  { violationId, level }: { violationId: string; level: number },
  now: number,
): Promise<boolean> {
  const at = new Date(now);
  const made = await tx.$executeRaw`
    insert into action_runs (page_id, key, violation_id, action_id, level, is_dry_run, due_at, created_at)
    values (${action.pageId}, ${runKey(violationId, level, action.id)}, ${violationId}, ${action.id}, ${level},
      ${action.mode !== "live"}, ${at}, ${at})
    on conflict (key) do nothing`;
  return made === 1;
}

/** A run under a lease, with everything that doing it needs. */
export type ClaimedRun = {
  id: string;
  key: string;
  pageId: string;
  violationId: string | null;
  level: number;
  isDryRun: boolean;
  attempts: number;
  action: ResponseAction;
};

/** Takes runs that are due under a lease; two workers never hold the same one. Those of actions that are gone are left out. */
export async function claimRuns(now: number, leaseMs: number, limit: number): Promise<ClaimedRun[]> {
  const { rows } = await pool().query<Omit<ClaimedRun, "action"> & { actionId: string }>(
    `update action_runs r set lease_until = ${instant("($1::float8 + $2::float8)")} from (
       select id from action_runs where due_at <= ${instant("$1::float8")} and (lease_until is null or lease_until <= ${instant("$1::float8")})
       order by due_at, id limit $3 for update skip locked) d
     where r.id = d.id
     returning r.id::text, r.key, r.page_id as "pageId", r.violation_id as "violationId", r.level,
       r.is_dry_run as "isDryRun", r.attempts, r.action_id as "actionId"`,
    [now, leaseMs, limit],
  );
  const found = await prisma().responseAction.findMany({
    where: { id: { in: rows.map(({ actionId }) => actionId) } },
  });
  const actions = new Map(found.map((row) => [row.id, fromRow(row)]));
  return rows.flatMap(({ actionId, ...run }) => {
    const action = actions.get(actionId);
    return action ? [{ ...run, action }] : [];
  });
}

/** Writes what became of a try. `dueAt` null: nothing to do any more. */
export async function finishRun(
  id: string,
  after: { state: "pending" | "succeeded" | "failed"; dueAt: number | null; outcome: RunOutcome },
  now: number,
): Promise<void> {
  await prisma().$executeRaw`
    update action_runs set state = ${after.state}, attempts = attempts + 1, lease_until = null,
      due_at = ${after.dueAt === null ? null : new Date(after.dueAt)},
      finished_at = ${after.dueAt === null ? new Date(now) : null},
      outcomes = outcomes || ${JSON.stringify([after.outcome])}::jsonb
    where id = ${BigInt(id)} and finished_at is null`;
}

/** Registers an action of the page under its key if there is none; returns whether it was new. */
export async function seedAction(
  tx: Tx,
  pageId: string,
  action: Pick<ResponseAction, "key" | "name" | "kind" | "config" | "triggers" | "mode"> & { id: string },
  now: number,
): Promise<boolean> {
  const { count } = await tx.responseAction.createMany({
    data: [
      {
        ...action,
        pageId,
        config: action.config as Prisma.InputJsonValue,
        triggers: action.triggers,
        ...{ createdAt: new Date(now), updatedAt: new Date(now) },
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}
