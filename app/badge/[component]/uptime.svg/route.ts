import { componentUptimeBadge } from "#lib/api/badge/badges.ts";
import { publicDocument } from "#lib/web/public.ts";

/** A component's or group's uptime. */
export const GET = publicDocument(componentUptimeBadge);
