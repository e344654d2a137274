import { pageUptimeBadge } from "#lib/api/badge/badges.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The page's uptime as a badge. */
export const GET = publicDocument(pageUptimeBadge);
