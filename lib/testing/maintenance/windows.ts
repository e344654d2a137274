import { prisma } from "#lib/data/db.ts";
import { newIncident } from "#lib/domain/incidents/input.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { advanceMaintenance } from "#lib/usecases/maintenance/advance.ts";
import { remindMaintenance } from "#lib/usecases/maintenance/remind.ts";

export const T = Date.UTC(2026, 10, 23, 3);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const iso = (at: number): string => new Date(at).toISOString();

/** A page with two manual components, and a hand that schedules windows on it. `T` is now. */
export async function windowWorld(fields: Parameters<typeof newPage>[0] = {}) {
  const pageId = await newPage(fields);
  const options = { isManual: true, createdAt: T - 10 * DAY };
  const [api, agents] = [await makeComponent(pageId, options), await makeComponent(pageId, options)];
  const write = operatorScope("incidents:write", pageId);
  const schedule = (given: object = {}, now = T) =>
    openIncident(
      write,
      newIncident.parse({
        name: "Database",
        scheduled_for: iso(T + DAY),
        scheduled_until: iso(T + DAY + 2 * HOUR),
        component_ids: [api],
        ...given,
      }),
      now,
    );
  return { pageId, api, agents, write, read: operatorScope("page:read", pageId), schedule };
}

/** What the worker does at an instant. */
export async function work(now: number): Promise<number> {
  return (await advanceMaintenance(now)) + (await remindMaintenance(now));
}

/** Stored claims of a window as "component state from–until", in minutes since `origin`. */
export async function claimsOf(sourceId: string, origin: number): Promise<string[]> {
  const rows = await prisma().stateClaim.findMany({ where: { sourceId }, orderBy: { startedAt: "asc" } });
  return rows.map(({ state, startedAt, endedAt }) => {
    const from = (startedAt.getTime() - origin) / MINUTE;
    return `${state} ${from}–${endedAt ? (endedAt.getTime() - origin) / MINUTE : ""}`;
  });
}

/** Kinds and payloads of the page's outbox. */
export const eventsOf = async (pageId: string): Promise<({ kind: string } & Record<string, unknown>)[]> =>
  (await prisma().outboxEvent.findMany({ where: { pageId }, orderBy: { id: "asc" } })).map(
    ({ kind, payload }) => ({ kind, ...(payload as Record<string, unknown>) }),
  );

/** Notices as [version, start, end, notice] in minutes since `T`. */
export const noticesOf = async (incidentId: string): Promise<number[][]> =>
  (await prisma().maintenanceNotice.findMany({ where: { incidentId }, orderBy: { version: "asc" } })).map(
    (notice) => [
      notice.version,
      ...[notice.scheduledFor, notice.scheduledUntil, notice.noticeAt].map(
        (at) => (at.getTime() - T) / MINUTE,
      ),
    ],
  );
