import { proposeResolve } from "#lib/data/alerts/automatic.ts";
import { saveIncident } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Audit, Event, Tx } from "#lib/data/tx.ts";
import { endingOf } from "#lib/domain/alerts/automatic.ts";
import { recoveredWords } from "#lib/domain/alerts/wording.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import type { Language } from "#lib/domain/language.ts";
import { postInside } from "../incidents/post.ts";
import { about, auditableUpdate, eventOf } from "../incidents/record.ts";

export type Written = { audit: Audit | null; event: Event | null };
export const NOTHING: Written = { audit: null, event: null };

type Acting = { tx: Tx; scope: Scope<"incidents:write">; now: number };

async function close({ tx, now }: Acting, incident: Incident): Promise<Written> {
  const over = { status: "resolved", resolvedAt: now, autoPublishAt: null } as const;
  await saveIncident(tx, incident, over, now, { isPrivate: true });
  return { audit: about(incident, { action: "incident.close_draft" }), event: null };
}

async function resolve({ tx, scope, now }: Acting, incident: Incident, languages: readonly Language[]) {
  const { body, translations } = recoveredWords(languages);
  const input = { status: "resolved", body, translations } as const;
  const said = await postInside(tx, scope, incident, input, now);
  return {
    audit: about(incident, {
      action: "incident.resolved",
      before: { status: incident.status },
      after: auditableUpdate(said.update),
    }),
    event: eventOf(said.incident, "incident.resolved", said.update),
  };
}

async function propose({ tx, now }: Acting, incident: Incident): Promise<Written> {
  if (incident.resolveProposedAt !== null) return NOTHING;
  await proposeResolve(tx, incident.id, now);
  const isOut = phaseOf(incident) === "published";
  return {
    audit: about(incident, { action: "incident.propose_resolve" }),
    event: isOut ? { kind: "incident.resolve_proposed", payload: { incident_id: incident.id } } : null,
  };
}

/** What recovery does to a locked incident, within a change: closes, resolves or proposes, as `endingOf` says. */
export async function endInside(
  acting: Acting,
  incident: Incident,
  languages: readonly Language[],
): Promise<Written> {
  const ending = endingOf(incident);
  if (ending === "close") return await close(acting, incident);
  if (ending === "resolve") return await resolve(acting, incident, languages);
  return ending === "propose" ? await propose(acting, incident) : NOTHING;
}

/** It fails again: what was proposed is no longer true. */
export async function withdrawProposal({ tx }: Acting, incident: Incident): Promise<Written> {
  if (incident.resolveProposedAt === null) return NOTHING;
  await proposeResolve(tx, incident.id, null);
  return { audit: about(incident, { action: "incident.withdraw_proposal" }), event: null };
}
