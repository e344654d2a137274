import { historyHeadDocument } from "#lib/api/history/head.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The newest hash of the audit chain. */
export const GET = publicDocument(historyHeadDocument);
