import { z } from "zod";
import { parseInstant } from "../input/instant.ts";
import { listQuery } from "../input/list.ts";
import { singleLine } from "../input/text.ts";
import type { AuditFilter } from "./record.ts";

const name = singleLine(200).optional();
const at = z
  .string()
  .refine(
    (text) => parseInstant(text) !== null,
    "an ISO-8601 instant with its zone, like 2026-11-23T10:00:00Z",
  )
  .optional();

/** Of the audit log's list: a cursor instead of pages, because it grows while it is read. */
export const auditQuery = z.object({
  limit: listQuery.shape.limit,
  after: z
    .string()
    .regex(/^\d{1,18}$/, "the id of a record")
    .optional()
    .meta({ description: "The id of the last record that you have: the answer goes on behind it" }),
  actor: name.meta({ description: "`token`, an id, or both as `token:t9s8r7q6p5n4`" }),
  action: name.meta({ description: "`incident.publish`, or `incident` for everything that begins with it" }),
  object: name.meta({ description: "`incident`, an id, or both as `incident:p31zjtct2jer`" }),
  since: at.meta({ description: "From this instant on" }),
  until: at.meta({ description: "Before this instant" }),
});

/** The query as the use case takes it. */
export function auditFilter({
  actor,
  action,
  object,
  since,
  until,
}: z.infer<typeof auditQuery>): AuditFilter {
  const instant = (text: string | undefined) => (text === undefined ? undefined : parseInstant(text)!);
  return { actor, action, object, since: instant(since), until: instant(until) };
}
