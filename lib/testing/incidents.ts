import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import {
  incidentPatch,
  newIncident,
  newUpdate,
  reopening,
  unpublication,
  updatePatch,
} from "#lib/domain/incidents/input.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { editIncident } from "#lib/usecases/incidents/edit.ts";
import { editUpdate } from "#lib/usecases/incidents/edit-update.ts";
import { mergeIncident } from "#lib/usecases/incidents/merge.ts";
import { type Opener, openIncident } from "#lib/usecases/incidents/open.ts";
import { postUpdate } from "#lib/usecases/incidents/post.ts";
import { publishIncident } from "#lib/usecases/incidents/publish.ts";
import { reopenIncident } from "#lib/usecases/incidents/reopen.ts";
import { unpublishIncident } from "#lib/usecases/incidents/unpublish.ts";
import { makeComponent } from "./engine.ts";
import { newPage } from "./manage/world.ts";

/** When the worlds of incidents begin, and how long their minutes are. */
export const T = Date.UTC(2026, 10, 23, 3);
export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const iso = (at: number): string => new Date(at).toISOString();
/** `minutes` after the beginning. */
export const at = (minutes: number): number => T + minutes * MINUTE;

/** The verbs of a commander on one page, with inputs as a client writes them; `minute` is when it happens. */
export function desk(
  pageId: string,
  actor: Actor = { kind: "user", id: "responder", pageId, role: "responder" },
) {
  const write = authorize(actor, "incidents:write", pageId);
  return {
    write,
    read: authorize(actor, "page:read", pageId),
    open: (given: object = {}, minute = 0, opener?: Opener) =>
      openIncident(write, newIncident.parse({ name: "Slow answers", ...given }), at(minute), opener),
    post: (id: string, given: object, minute: number) =>
      postUpdate(write, id, newUpdate.parse(given), at(minute)),
    edit: (id: string, given: object, minute: number) =>
      editIncident(write, id, incidentPatch.parse(given), at(minute)),
    editUpdate: (id: string, updateId: string, given: object, minute: number) =>
      editUpdate(write, id, updateId, updatePatch.parse(given), at(minute)),
    publish: (id: string, minute: number, given: object = {}) =>
      publishIncident(write, id, given, at(minute)),
    unpublish: (id: string, minute: number, given: object = {}) =>
      unpublishIncident(write, id, unpublication.parse({ reason: "A mistake", ...given }), at(minute)),
    reopen: (id: string, given: object, minute: number) =>
      reopenIncident(write, id, reopening.parse(given), at(minute)),
    merge: (id: string, into: string, minute: number, given: object = {}) =>
      mergeIncident(write, id, { into, ...given }, at(minute)),
  };
}

/** The automation's desk. */
export const robot = (pageId: string) => desk(pageId, { kind: "system", id: "monitors", pageId: null });

/** A page with two manual components that have existed for ten days, and a responder's desk. */
export async function incidentWorld() {
  const pageId = await newPage();
  const make = () => makeComponent(pageId, { isManual: true, createdAt: T - 10 * DAY });
  return { pageId, api: await make(), agents: await make(), ...desk(pageId) };
}

/** What an incident claims, as stored: component, state, from and until in minutes after the beginning. */
export async function storedClaims(sourceId: string) {
  const rows = await prisma().stateClaim.findMany({
    where: { sourceId },
    orderBy: [{ startedAt: "asc" }, { componentId: "asc" }],
  });
  return rows.map(({ componentId, state, startedAt, endedAt }) => [
    componentId,
    state,
    (startedAt.getTime() - T) / MINUTE,
    endedAt && (endedAt.getTime() - T) / MINUTE,
  ]);
}
