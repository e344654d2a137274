import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { translated } from "#lib/domain/language.ts";
import { LINK_LIFETIMES_MS } from "#lib/domain/people/link.ts";
import { ROLES, type Role } from "#lib/domain/people/permission.ts";
import {
  invitationLetter,
  resetLetter,
  type Wanting,
  wantingLetter,
} from "#lib/messages/letter/team-notices.ts";
import type { Content } from "./content.ts";
import type { Noticing } from "./subscriber-content.ts";

const byLetter = (letter: Content["letter"]): Content => ({ letter, sms: null, webhook: null });

/** Null when the link's token cannot be read any more. */
export function invitationContent(
  { job, place, sender }: Noticing,
  token: string | undefined,
): Content | null {
  if (token === undefined) return null;
  const role: Role = ROLES.find((one) => one === job.details?.role) ?? "viewer";
  const link = {
    url: `${sender.publicUrl}/invite/${token}`,
    until: job.createdAt + LINK_LIFETIMES_MS.invite,
  };
  return byLetter(() => invitationLetter(place, role, link));
}

/** Null when the link's token cannot be read any more. */
export function resetContent({ job, place, sender }: Noticing, token: string | undefined): Content | null {
  if (token === undefined) return null;
  const link = { url: `${sender.publicUrl}/reset/${token}`, until: job.createdAt + LINK_LIFETIMES_MS.reset };
  return byLetter(() => resetLetter(place, link));
}

function wantingOf({ job }: Noticing): Wanting {
  const { details } = job;
  if (job.kind === "stale")
    return { kind: "stale", hours: typeof details?.hours === "number" ? details.hours : null };
  const isProposed = String(details?.event ?? details?.kind ?? "").endsWith("resolve_proposed");
  return { kind: "attention", about: isProposed ? "resolve_proposed" : "suggested" };
}

/** An incident for which the team has to do something; a draft too. Null: it is gone. */
export async function wantingContent(noticing: Noticing): Promise<Content | null> {
  const { job, place, sender } = noticing;
  const incident = job.incidentId === null ? null : await readIncidentRow(job.pageId, job.incidentId);
  if (!incident) return null;
  // Only its own language falls back to the base text, whichever that is.
  const name = translated(incident, "name", place.language, place.language === "ko" ? "en" : "ko").text;
  const told = { name: name || incident.name, url: `${sender.publicUrl}/admin/incidents/${incident.id}` };
  return byLetter(() => wantingLetter(place, told, wantingOf(noticing)));
}
