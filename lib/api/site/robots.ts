import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Document, Place } from "../document.ts";

/** The page is for everybody; what belongs to operators or to one person is not for crawlers. */
const CLOSED = [
  "/v1",
  "/admin",
  "/sign-in",
  "/setup",
  "/invite",
  "/reset",
  "/manage",
  "/unsubscribe",
  "/heartbeat",
  "/ingest",
  "/callbacks",
];

/** `/robots.txt` */
export const robotsDocument = (_snapshot: Snapshot, place: Place): Document => ({
  body: [
    "User-agent: *",
    ...CLOSED.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${place.publicUrl}/sitemap.xml`,
    "",
  ].join("\n"),
  contentType: "text/plain; charset=utf-8",
});
