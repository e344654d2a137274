import { incidentDocument } from "#lib/api/v2/incidents.ts";
import { publicDocument } from "#lib/web/public.ts";

/** One incident or maintenance; the segment is `{id}.json`. */
export const GET = publicDocument(incidentDocument);
