import { activeDocument } from "#lib/api/v2/scheduled-maintenances.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Maintenance that is running. */
export const GET = publicDocument(activeDocument);
