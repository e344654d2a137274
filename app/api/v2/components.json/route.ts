import { componentsDocument } from "#lib/api/v2/components.ts";
import { publicDocument } from "#lib/web/public.ts";

/** Components and groups with their states. */
export const GET = publicDocument(componentsDocument);
