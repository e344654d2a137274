import { stateBadge } from "#lib/api/badge/badges.ts";
import { publicDocument } from "#lib/web/public.ts";

/** A component's or group's state; the segment is `{id}.svg`. */
export const GET = publicDocument(stateBadge);
