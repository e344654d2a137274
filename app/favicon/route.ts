import { faviconIcoDocument } from "#lib/api/site/favicon.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The same for what cannot draw SVG. */
export const GET = publicDocument(faviconIcoDocument);
