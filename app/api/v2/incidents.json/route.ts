import { incidentsDocument } from "#lib/api/v2/incidents.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The newest 50 incidents. */
export const GET = publicDocument(incidentsDocument);
