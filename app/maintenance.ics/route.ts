import { calendarDocument } from "#lib/api/feeds/calendar.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Maintenance windows as a calendar to subscribe to. */
export const GET = publicDocument(calendarDocument);
