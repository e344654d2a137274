import { rssDocument } from "#lib/api/feeds/rss.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Incidents and maintenance as RSS 2.0. */
export const GET = publicDocument(rssDocument);
