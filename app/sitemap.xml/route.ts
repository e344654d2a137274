import { sitemapDocument } from "#lib/api/site/sitemap.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Every public page in every language. */
export const GET = publicDocument(sitemapDocument);
