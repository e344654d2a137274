import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type Document, type Place, text } from "../document.ts";
import { xmlText } from "../xml.ts";
import { type FeedItem, feedItems, labelLanguage } from "./items.ts";
import { feedTitle, homeUrl } from "./rss.ts";

const TAGS: Record<Language, string> = { ko: "ko-KR", en: "en-US" };
const iso = (at: number): string => new Date(at).toISOString();

/** `/history.atom`: the items of the RSS feed, with the time of their last edit. */
export function atomDocument(snapshot: Snapshot, place: Place): Document {
  const items = feedItems(snapshot, place);
  const changedAt = Math.max(...items.map((item) => item.changedAt), Date.parse(snapshot.page.createdAt));
  const home = homeUrl(place);
  return {
    body: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<feed xml:lang="${TAGS[labelLanguage(place)]}" xmlns="http://www.w3.org/2005/Atom">`,
      `<id>${xmlText(tag(place, "/history"))}</id>`,
      `<link rel="alternate" type="text/html" href="${xmlText(home)}"/>`,
      `<link rel="self" type="application/atom+xml" href="${xmlText(`${home}/history.atom`)}"/>`,
      `<title>${xmlText(feedTitle(snapshot, place))}</title>`,
      `<updated>${iso(changedAt)}</updated>`,
      `<author><name>${xmlText(text(snapshot.page, "name", snapshot, place))}</name></author>`,
      ...items.map((item) => entryXml(item, place)),
      "</feed>",
      "",
    ].join("\n"),
    contentType: "application/atom+xml; charset=utf-8",
  };
}

const tag = (place: Place, path: string): string => `tag:${new URL(place.publicUrl).hostname},2005:${path}`;

const entryXml = ({ event, title, url, html, publishedAt, changedAt }: FeedItem, place: Place): string =>
  [
    "<entry>",
    `<id>${xmlText(tag(place, `Incident/${event.id}`))}</id>`,
    `<published>${iso(publishedAt)}</published>`,
    `<updated>${iso(changedAt)}</updated>`,
    `<link rel="alternate" type="text/html" href="${xmlText(url)}"/>`,
    `<title>${xmlText(title)}</title>`,
    `<content type="html">${xmlText(html)}</content>`,
    "</entry>",
  ].join("\n");
