import { showcaseDocument } from "#lib/api/uptime/showcase.ts";
import { publicDocument } from "#lib/web/public.ts";

/** What Statuspage pages load for their bars. */
export const GET = publicDocument(showcaseDocument);
