import { unresolvedDocument } from "#lib/api/v2/incidents.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Open incidents. */
export const GET = publicDocument(unresolvedDocument);
