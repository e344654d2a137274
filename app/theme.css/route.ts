import { themeDocument } from "#lib/api/site/theme.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The page's own colours as a stylesheet. */
export const GET = publicDocument(themeDocument);
