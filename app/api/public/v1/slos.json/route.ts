import { slosDocument } from "#lib/api/slo/slos.ts";
import { publicDocument } from "#lib/web/public.ts";

/** This month and 90 days of every published objective. */
export const GET = publicDocument(slosDocument);
