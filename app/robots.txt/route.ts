import { robotsDocument } from "#lib/api/site/robots.ts";
import { publicDocument } from "#lib/web/public.ts";

/** What crawlers may read. */
export const GET = publicDocument(robotsDocument);
