import { faviconDocument } from "#lib/api/site/favicon.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The page's state in a browser's tab. */
export const GET = publicDocument(faviconDocument);
