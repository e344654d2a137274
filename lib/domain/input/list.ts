import { z } from "zod";

export const MAX_LIST_LIMIT = 100;
const MAX_LIST_PAGE = 100_000;

const limit = z.number().int().min(1).max(MAX_LIST_LIMIT, `at most ${MAX_LIST_LIMIT}`).optional();

/** How every list is cut: `limit` entries a page (`per_page` is its alias), pages counted from 1. */
export const listQuery = z.object({
  limit: limit.meta({ description: `Entries a page, at most ${MAX_LIST_LIMIT} (the default)` }),
  per_page: limit.meta({ description: "The same as limit" }),
  page: z
    .number()
    .int()
    .min(1)
    .max(MAX_LIST_PAGE)
    .optional()
    .meta({ description: "Which page of the list, from 1" }),
});

export type ListWindow = { skip: number; take: number };

/** Rows to skip and to take; `limit` wins over `per_page`. */
export function listWindow(query: z.infer<typeof listQuery>): ListWindow {
  const take = query.limit ?? query.per_page ?? MAX_LIST_LIMIT;
  return { skip: ((query.page ?? 1) - 1) * take, take };
}
