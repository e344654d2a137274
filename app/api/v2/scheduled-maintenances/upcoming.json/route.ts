import { upcomingDocument } from "#lib/api/v2/scheduled-maintenances.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Maintenance to come. */
export const GET = publicDocument(upcomingDocument);
