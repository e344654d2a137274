import { securityDocument } from "#lib/api/site/security-txt.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Whom to tell about a weakness. */
export const GET = publicDocument(securityDocument);
