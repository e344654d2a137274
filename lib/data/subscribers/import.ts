import type { Channel } from "#lib/domain/delivery/channel.ts";
import { type ImportRow, placeKey } from "#lib/domain/subscribers/import-row.ts";
import type { SubscriberState } from "#lib/domain/subscribers/subscriber.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../tx.ts";
import { choiceColumns } from "./rows.ts";
import type { StoredSecret } from "./subscribers.ts";

/** Which of these places are there, by `placeKey`. */
export async function readPlaces(
  pageId: string,
  rows: readonly Pick<ImportRow, "channel" | "destination">[],
  db: Tx = prisma(),
): Promise<Map<string, SubscriberState>> {
  const destination = { in: rows.map((row) => row.destination) };
  const found = await db.subscriber.findMany({
    where: { pageId, destination },
    select: { channel: true, destination: true, state: true },
  });
  return new Map(
    found.map((row) => [
      placeKey({ channel: row.channel as Channel, destination: row.destination }),
      row.state as SubscriberState,
    ]),
  );
}

export type ImportedRow = ImportRow & { id: string; secrets: StoredSecret[] };

/** Active from now on; whoever is there stays as it is. Returns how many were added. */
export async function insertImported(
  tx: Tx,
  pageId: string,
  rows: readonly ImportedRow[],
  now: number,
): Promise<number> {
  const at = new Date(now);
  const data = rows.map((row): Prisma.SubscriberCreateManyInput => {
    const { id, channel, destination, contactEmail, teamsMode, choices, secrets, consentAt } = row;
    return {
      ...{ id, pageId, channel, destination, holderId: id, contactEmail, secrets, state: "active" },
      ...choiceColumns(choices),
      config: teamsMode ? { teams_mode: teamsMode } : {},
      ...{ consentSource: "import", consentAt: new Date(consentAt), skipsNotice: true },
      ...{ confirmedAt: at, createdAt: at, updatedAt: at },
    };
  });
  return (await tx.subscriber.createMany({ data, skipDuplicates: true })).count;
}
