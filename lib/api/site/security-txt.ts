import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Document, Place } from "../document.ts";

/** How long a reader may trust the document, in whole months after the one it was written in. */
const VALID_MONTHS = 6;
const isContact = /^(https:\/\/|mailto:|tel:)\S+$/;

/**
 * `/.well-known/security.txt` (RFC 9116). The contact is the page's link `security`, else `support`, else the page
 * itself; the expiry moves once a month.
 */
export function securityDocument(snapshot: Snapshot, place: Place): Document {
  const { security, support } = snapshot.page.links;
  const contact = [security, support].find((link) => link && isContact.test(link));
  const asOf = new Date(snapshot.asOf);
  const expiresAt = Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth() + 1 + VALID_MONTHS, 1);
  return {
    body: [
      `Contact: ${contact ?? `${place.publicUrl}/`}`,
      `Expires: ${new Date(expiresAt).toISOString()}`,
      `Preferred-Languages: ${snapshot.page.languages.join(", ")}`,
      `Canonical: ${place.publicUrl}/.well-known/security.txt`,
      "",
    ].join("\n"),
    contentType: "text/plain; charset=utf-8",
  };
}
