import type { Tx } from "../tx.ts";

/** The alerts of one incident are those of another from now on. */
export async function moveAlerts(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx.alert.updateMany({ where: { incidentId: fromId }, data: { incidentId: toId } });
}
