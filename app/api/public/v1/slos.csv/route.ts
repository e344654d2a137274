import { slosTable } from "#lib/api/slo/slos.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The same as slos.json, for spreadsheets. */
export const GET = publicDocument(slosTable);
