import { statusDocument } from "#lib/api/v2/summary.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The rollup alone. */
export const GET = publicDocument(statusDocument);
