import { atomDocument } from "#lib/api/feeds/atom.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The same as Atom. */
export const GET = publicDocument(atomDocument);
