import "server-only";
import type { LinkKind } from "#lib/domain/people/link.ts";
import { readLink } from "#lib/usecases/one-time-links/read.ts";
import { adminLanguage } from "../admin-language.ts";
import { settings } from "../settings.ts";

/** What the page of a link shows. */
export async function linkPage(kind: LinkKind, token: string) {
  const [view, language] = [await readLink(kind, token, Date.now()), await adminLanguage(null)];
  return { kind, token, view, language, publicUrl: settings().env.PUBLIC_URL };
}
