import { prisma } from "#lib/data/db.ts";
import type { Tx } from "#lib/data/tx.ts";
import { makeComponent, makeGroup, makeMonitor, makePage } from "../engine.ts";

export type Side = { page: string; group: string; component: string; monitor: string };

async function makeSide(options: { timeZone?: string }): Promise<Side> {
  const page = await makePage(options);
  const group = await makeGroup(page);
  const component = await makeComponent(page, { groupId: group });
  return { page, group, component, monitor: await makeMonitor(page, component) };
}

/** A page with a group, a component in it and an external monitor; and its neighbour, which no call may touch or tell of. */
export async function makeWorld(options: { timeZone?: string } = {}): Promise<Side & { stranger: Side }> {
  return { ...(await makeSide(options)), stranger: await makeSide({}) };
}

/** Runs `work` in one transaction of the ordinary kind and returns what it returns. */
export const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => prisma().$transaction(work);

/** Texts that end a statement, a quote, a range or an array when they are not bound: each must come back as it went in. */
export const HOSTILE_TEXTS = [
  "'; drop table components; --",
  'a"b\\c$1 $$ {x,NULL} [1,2)',
  "null",
  "한국어 🇰🇷 \u202eabc\u0301",
  "line\nline\ttab",
] as const;
