import { word } from "#lib/domain/glossary.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type Document, type Place, text } from "../document.ts";
import { xmlText } from "../xml.ts";
import { type FeedItem, feedItems, labelLanguage } from "./items.ts";
import { rfc822 } from "./moments.ts";

/** "{Page} Status - Incident History" */
export const feedTitle = (snapshot: Snapshot, place: Place): string =>
  word("feed_title", labelLanguage(place), { name: text(snapshot.page, "name", snapshot, place) });

export const homeUrl = (place: Place): string =>
  `${place.publicUrl}${place.locale ? `/${place.locale}` : ""}`;

/** `/history.rss`, as Statuspage writes it: one item for each incident, edited in place. */
export function rssDocument(snapshot: Snapshot, place: Place): Document {
  const items = feedItems(snapshot, place);
  const toldAt = items[0]?.toldAt ?? Date.parse(snapshot.updatedAt);
  return {
    body: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">',
      "<channel>",
      `<title>${xmlText(feedTitle(snapshot, place))}</title>`,
      `<link>${xmlText(homeUrl(place))}</link>`,
      "<description>Statuspage</description>",
      `<pubDate>${rfc822(toldAt, snapshot)}</pubDate>`,
      ...items.map((item) => itemXml(item, snapshot)),
      "</channel>",
      "</rss>",
      "",
    ].join("\n"),
    contentType: "application/rss+xml; charset=utf-8",
  };
}

const itemXml = ({ title, url, html, toldAt }: FeedItem, snapshot: Snapshot): string =>
  [
    "<item>",
    `<title>${xmlText(title)}</title>`,
    `<description>${xmlText(html)}</description>`,
    `<pubDate>${rfc822(toldAt, snapshot)}</pubDate>`,
    `<link>${xmlText(url)}</link>`,
    `<guid>${xmlText(url)}</guid>`,
    "</item>",
  ].join("\n");
