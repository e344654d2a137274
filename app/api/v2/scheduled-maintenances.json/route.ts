import { maintenancesDocument } from "#lib/api/v2/scheduled-maintenances.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The newest 50 maintenance windows. */
export const GET = publicDocument(maintenancesDocument);
