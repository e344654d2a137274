import { jsonFeedDocument } from "#lib/api/feeds/json-feed.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The same as JSON Feed 1.1. */
export const GET = publicDocument(jsonFeedDocument);
