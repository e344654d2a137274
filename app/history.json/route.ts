import { historyJsonDocument } from "#lib/api/feeds/history-json.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Incidents and maintenance by month, in Statuspage's form. */
export const GET = publicDocument(historyJsonDocument);
