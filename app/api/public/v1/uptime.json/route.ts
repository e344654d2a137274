import { uptimeDocument } from "#lib/api/uptime/uptime.ts";
import { publicDocument } from "#lib/web/public.ts";

/** 90 days in seconds per state. */
export const GET = publicDocument(uptimeDocument);
