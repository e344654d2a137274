import type { Snapshot } from "#lib/domain/snapshot.ts";
import { contentLanguage, type Document, type Place, text } from "../document.ts";
import { type FeedItem, feedItems } from "./items.ts";
import { feedTitle, homeUrl } from "./rss.ts";

/** `/feed.json`: JSON Feed 1.1. What the format does not name stands under `_status`. */
export function jsonFeedDocument(snapshot: Snapshot, place: Place): Document {
  const home = homeUrl(place);
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: feedTitle(snapshot, place),
    home_page_url: home,
    feed_url: `${home}/feed.json`,
    language: contentLanguage(snapshot, place),
    authors: [{ name: text(snapshot.page, "name", snapshot, place), url: home }],
    items: feedItems(snapshot, place).map(itemOf),
  };
  return { body: JSON.stringify(feed), contentType: "application/feed+json; charset=utf-8" };
}

const itemOf = ({ event, title, url, html, summary, publishedAt, changedAt }: FeedItem) => ({
  id: url,
  url,
  title,
  content_html: html,
  summary,
  date_published: new Date(publishedAt).toISOString(),
  date_modified: new Date(changedAt).toISOString(),
  tags: [event.status, event.impact],
  _status: {
    id: event.id,
    status: event.status,
    impact: event.impact,
    started_at: event.startedAt,
    resolved_at: event.resolvedAt,
    component_ids: event.componentIds,
    ...("scheduledFor" in event
      ? { scheduled_for: event.scheduledFor, scheduled_until: event.scheduledUntil }
      : {}),
  },
});
