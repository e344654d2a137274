import { insertNotice } from "#lib/data/delivery/notices.ts";
import { readAble, readMembers } from "#lib/data/escalation/paged.ts";
import { listSchedules } from "#lib/data/escalation/schedules.ts";
import type { Tx } from "#lib/data/tx.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { URGENT } from "#lib/domain/delivery/delivery.ts";
import { onCallAt } from "#lib/domain/escalation/on-call.ts";
import type { Level, PageTarget } from "#lib/domain/escalation/policy.ts";
import { ROLES } from "#lib/domain/people/permission.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";

/** From this level on a policy that names nobody pages everybody who may do something about it. */
const TEAM_FROM_LEVEL = 2;
const ABLE = ROLES.filter((role) => role !== "viewer");

/** Who is on call by each schedule at the moment. */
async function onCall(
  tx: Tx,
  pageId: string,
  targets: readonly PageTarget[],
  now: number,
): Promise<string[]> {
  const ids = targets.flatMap((target) => (target.kind === "schedule" ? target.scheduleId : []));
  const schedules = await listSchedules(pageId, { ids }, tx);
  return schedules.flatMap((schedule) => onCallAt(schedule, now) ?? []);
}

/**
 * Has the people of a level told by mail, each once, in the transaction of the level; a level that reaches nobody (a policy
 * without names, an empty shift, people who left) pages the team instead of nobody. Returns whom.
 */
export async function pagePeople(
  tx: Tx,
  violation: Violation,
  { level, pages }: { level: Level; pages: readonly PageTarget[] },
  now: number,
): Promise<string[]> {
  const { pageId } = violation;
  const named = pages.flatMap((target) => (target.kind === "person" ? target.userId : []));
  const chosen = [...new Set([...named, ...(await onCall(tx, pageId, pages, now))])];
  const members = await readMembers(tx, pageId, chosen);
  const isTeam = members.length === 0 && level >= TEAM_FROM_LEVEL;
  const people = isTeam ? await readAble(tx, pageId, ABLE) : members;
  for (const id of people)
    await insertNotice(tx, {
      ...{ pageId, kind: "page", channel: "email", recipient: { kind: "person", id }, priority: URGENT },
      ...{ details: { violation_id: violation.id, level }, dueAt: now, expiresAt: now + MAX_AGE_MS.email },
    });
  return people;
}
