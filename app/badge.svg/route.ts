import { pageBadge } from "#lib/api/badge/badges.ts";
import { publicDocument } from "#lib/web/public.ts";

/** The page's state as a badge. */
export const GET = publicDocument(pageBadge);
