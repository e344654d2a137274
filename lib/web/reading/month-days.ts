import "server-only";
import { type MonthMember, monthInSnapshot } from "#lib/domain/history/month.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readMonthDays } from "#lib/usecases/days/month.ts";

/**
 * A month from the database; while that is away, from the snapshot if it holds the whole month.
 * @throws whatever the database throws: our server answers 503 and keeps no such page
 */
export async function readMonth(snapshot: Snapshot, month: string): Promise<readonly MonthMember[]> {
  try {
    return (await readMonthDays(snapshot.page.id, month, Date.parse(snapshot.asOf))).components;
  } catch (error) {
    const held = monthInSnapshot(snapshot, month);
    if (held) return held;
    throw error;
  }
}
