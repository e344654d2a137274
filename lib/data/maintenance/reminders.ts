import type { Tx } from "../tx.ts";

/** The minutes of a window's present start that readers were reminded at already. */
export async function readReminded(tx: Tx, incidentId: string, scheduledFor: number): Promise<Set<number>> {
  const where = { incidentId, scheduledFor: new Date(scheduledFor) };
  const rows = await tx.maintenanceReminder.findMany({ where, select: { minutes: true } });
  return new Set(rows.map(({ minutes }) => minutes));
}

/** Each reminder of (window, start, minutes) is there once. The caller holds the window's lock. */
export async function insertReminders(
  tx: Tx,
  incidentId: string,
  scheduledFor: number,
  minutes: readonly number[],
  now: number,
): Promise<void> {
  await tx.maintenanceReminder.createMany({
    data: minutes.map((one) => ({
      incidentId,
      scheduledFor: new Date(scheduledFor),
      minutes: one,
      remindedAt: new Date(now),
    })),
  });
}
