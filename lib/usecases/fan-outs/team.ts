import { insertTeamNotices } from "#lib/data/fan-outs/team.ts";
import type { Sql } from "#lib/data/sql.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { holdsRole, ROLES } from "#lib/domain/people/permission.ts";

/** Events that want somebody of the team, and the message that tells it. */
const NOTICES = {
  "incident.stale": "stale",
  "incident.resolve_proposed": "attention",
  "incident.suggested": "attention",
} as const;
type TeamKind = keyof typeof NOTICES;

export const TEAM_KINDS: readonly string[] = Object.keys(NOTICES);
export const isTeamKind = (kind: string): kind is TeamKind => kind in NOTICES;

/** Roles of people who can do something about an incident. */
const ABLE = ROLES.filter((role) => holdsRole(role, "incidents:write"));

export type TeamEvent = {
  pageId: string;
  incidentId: string;
  kind: TeamKind;
  payload: Record<string, unknown>;
  at: number;
};

/** Mails the incident's owner that it wants attention, else everybody who may act on incidents. Returns how many were written. */
export const tellTeam = (
  sql: Sql,
  { pageId, incidentId, kind, payload, at }: TeamEvent,
  now: number,
): Promise<number> =>
  insertTeamNotices(sql, {
    pageId,
    incidentId,
    kind: NOTICES[kind],
    details: { event: kind, hours: payload.hours ?? null, component_id: payload.component_id ?? null },
    dueAt: now,
    expiresAt: at + MAX_AGE_MS.email,
    roles: ABLE,
  });
