import { prisma } from "../db.ts";

/** Subscribers that are written to. */
export const countActive = (pageId: string): Promise<number> =>
  prisma().subscriber.count({ where: { pageId, state: "active" } });
