import type { Language } from "#lib/domain/language.ts";
import {
  componentPath,
  historyPath,
  incidentPath,
  maintenancePath,
  sloPath,
  statusPath,
  subscribePath,
  uptimePath,
} from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { Document, Place } from "../document.ts";
import { xmlText } from "../xml.ts";

type Entry = { path: (language: Language) => string; changedAt?: string };

/** `/sitemap.xml`: every public page in every language of the page, each naming its other languages. */
export function sitemapDocument(snapshot: Snapshot, place: Place): Document {
  const { languages } = snapshot.page;
  const urls = entriesOf(snapshot).flatMap((entry) => {
    const alternates = languages
      .map((language) => alternate(language, entry.path(language), place))
      .concat(alternate("x-default", unprefixed(entry.path), place))
      .join("");
    const changed = entry.changedAt ? `<lastmod>${xmlText(entry.changedAt)}</lastmod>` : "";
    return languages.map(
      (language) =>
        `<url><loc>${xmlText(place.publicUrl + entry.path(language))}</loc>${changed}${alternates}</url>`,
    );
  });
  return {
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join("\n")}\n</urlset>\n`,
    contentType: "application/xml; charset=utf-8",
  };
}

const entriesOf = (snapshot: Snapshot): Entry[] => [
  { path: statusPath, changedAt: snapshot.updatedAt },
  { path: (language) => uptimePath(language) },
  { path: (language) => historyPath(language) },
  ...(snapshot.slos.length > 0 ? [{ path: sloPath }] : []),
  { path: (language) => subscribePath(language) },
  ...snapshot.incidents.map(({ id, updatedAt }) => ({
    path: (language: Language) => incidentPath(language, id),
    changedAt: updatedAt,
  })),
  ...snapshot.maintenances.map(({ id, updatedAt }) => ({
    path: (language: Language) => maintenancePath(language, id),
    changedAt: updatedAt,
  })),
  ...snapshot.components.map(({ id }) => ({ path: (language: Language) => componentPath(language, id) })),
];

const alternate = (hreflang: string, path: string, place: Place) =>
  `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${xmlText(place.publicUrl + path)}"/>`;

/** The form of a path that follows the reader's language. */
const unprefixed = (path: Entry["path"]): string => path("ko").replace(/^\/ko/, "") || "/";
