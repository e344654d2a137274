import { summaryDocument } from "#lib/api/v2/summary.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Everything at once: components, open incidents, maintenance and the rollup. */
export const GET = publicDocument(summaryDocument);
