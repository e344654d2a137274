import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import {
  SUBSCRIBER_STATES,
  type Subscriber,
  type SubscriberState,
} from "#lib/domain/subscribers/subscriber.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../tx.ts";
import { withLastSent } from "./last-sent.ts";
import { WITH_INCIDENTS } from "./rows.ts";

export const SORT_FIELDS = ["primary", "created_at", "quarantined_at", "unsubscribed_at"] as const;
export type SortField = (typeof SORT_FIELDS)[number];

export type SubscriberFilter = {
  /** Part of an address, a number or a URL. */
  q?: string | undefined;
  channel?: Channel | undefined;
  states?: readonly SubscriberState[] | undefined;
  /** Who chose this component, or its group. */
  componentId?: string | undefined;
  incidentId?: string | undefined;
  ids?: readonly string[] | undefined;
};

const COLUMNS = {
  primary: "destination",
  created_at: "createdAt",
  quarantined_at: "quarantinedAt",
  unsubscribed_at: "unsubscribedAt",
} as const satisfies Record<SortField, string>;

/** `%` and `_` as they are written: `contains` hands them to LIKE. */
const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

async function whereOf(
  pageId: string,
  filter: SubscriberFilter,
  db: Tx,
): Promise<Prisma.SubscriberWhereInput> {
  const { q, channel, states, componentId, incidentId, ids } = filter;
  const component = componentId
    ? await db.component.findFirst({ where: { id: componentId, pageId }, select: { groupId: true } })
    : null;
  const groups = component?.groupId ? [{ groupIds: { has: component.groupId } }] : [];
  return {
    pageId,
    ...(q && { destination: { contains: literally(q), mode: "insensitive" } }),
    ...(channel && { channel }),
    ...(states && { state: { in: [...states] } }),
    ...(componentId && { OR: [{ componentIds: { has: componentId } }, ...groups] }),
    ...(incidentId && { incidents: { some: { incidentId } } }),
    ...(ids && { id: { in: [...ids] } }),
  };
}

export async function listSubscriberRows(
  pageId: string,
  filter: SubscriberFilter,
  order: { by: SortField; direction: "asc" | "desc" },
  window: ListWindow,
  db: Tx = prisma(),
): Promise<Subscriber[]> {
  const rows = await db.subscriber.findMany({
    where: await whereOf(pageId, filter, db),
    orderBy: [{ [COLUMNS[order.by]]: order.direction }, { id: "asc" }],
    include: WITH_INCIDENTS,
    ...window,
  });
  return await withLastSent(db, rows);
}

export const countSubscriberRows = async (
  pageId: string,
  filter: SubscriberFilter,
  db: Tx = prisma(),
): Promise<number> => db.subscriber.count({ where: await whereOf(pageId, filter, db) });

export type SubscriberCounts = Record<Channel, Record<SubscriberState, number>>;

/** How many there are of each channel in each state, with zeros. */
export async function countByChannelAndState(pageId: string, db: Tx = prisma()): Promise<SubscriberCounts> {
  const rows = await db.subscriber.groupBy({ by: ["channel", "state"], where: { pageId }, _count: true });
  const found = (channel: Channel, state: SubscriberState) =>
    rows.find((row) => row.channel === channel && row.state === state)?._count ?? 0;
  const states = (channel: Channel) => SUBSCRIBER_STATES.map((state) => [state, found(channel, state)]);
  return Object.fromEntries(
    CHANNELS.map((channel) => [channel, Object.fromEntries(states(channel))]),
  ) as SubscriberCounts;
}

/** The next subscribers after an id, for going through all of them in batches. */
export async function nextSubscriberRows(
  pageId: string,
  afterId: string,
  take: number,
  db: Tx = prisma(),
): Promise<Subscriber[]> {
  const rows = await db.subscriber.findMany({
    where: { pageId, id: { gt: afterId } },
    orderBy: { id: "asc" },
    include: WITH_INCIDENTS,
    take,
  });
  return await withLastSent(db, rows);
}

/** Whose time has come: sign-ups that nobody confirmed, who has left, who could not be reached. */
export async function dueForPurge(now: number, take: number): Promise<{ id: string; pageId: string }[]> {
  return await prisma().subscriber.findMany({
    where: { purgeAt: { lte: new Date(now) }, state: { not: "active" } },
    orderBy: { purgeAt: "asc" },
    select: { id: true, pageId: true },
    take,
  });
}
