import type { Level } from "#lib/domain/escalation/policy.ts";
import type { ViolationView } from "#lib/domain/slo/overview.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type EscalationLog = Pick<ViolationView, "timers" | "runs"> & {
  ticks: Omit<ViolationView["ticks"][number], "tickedByName">[];
};

/** Timers, ticks and runs of actions of a violation, each in order. */
export async function readEscalationLog(violationId: string, db: Tx = prisma()): Promise<EscalationLog> {
  const where = { violationId };
  const timers = await db.escalationTimer.findMany({ where, orderBy: { level: "asc" } });
  const ticks = await db.escalationTick.findMany({ where, orderBy: [{ level: "asc" }, { item: "asc" }] });
  const runs = await db.actionRun.findMany({ where, orderBy: { id: "asc" } });
  const actions = await db.responseAction.findMany({
    where: { id: { in: runs.map(({ actionId }) => actionId) } },
    select: { id: true, name: true },
  });
  const names = new Map(actions.map(({ id, name }) => [id, name]));
  return {
    timers: timers.map(({ level, reason, dueAt, doneAt, cancelledAt }) => ({
      level: level as Level,
      reason,
      dueAt: instantOf(dueAt),
      doneAt: instantOrNull(doneAt),
      cancelledAt: instantOrNull(cancelledAt),
    })),
    ticks: ticks.map(({ level, item, tickedBy, tickedAt }) => ({
      level: level as Level,
      item,
      tickedBy,
      tickedAt: instantOf(tickedAt),
    })),
    runs: runs.map((run) => ({
      id: String(run.id),
      actionId: run.actionId,
      actionName: names.get(run.actionId) ?? "",
      level: run.level,
      isDryRun: run.isDryRun,
      state: run.state,
      attempts: run.attempts,
      createdAt: instantOf(run.createdAt),
      finishedAt: instantOrNull(run.finishedAt),
    })),
  };
}
