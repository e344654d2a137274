import type { Metadata } from "next";
import { word } from "#lib/domain/glossary.ts";
import { excerpt } from "#lib/domain/history/excerpt.ts";
import type { PublicEvent } from "#lib/domain/history/months.ts";
import { translated } from "#lib/domain/language.ts";
import { overallView } from "#lib/domain/overall.ts";
import { inLanguage, statusPath, subscribePath } from "#lib/domain/paths.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";
import { subscriptionWord } from "#lib/domain/words/subscription.ts";
import type { PublicPage } from "./public-page.ts";

const OG_LOCALES = { ko: "ko_KR", en: "en_GB" } as const;

type Page = {
  /** The page's path in its own language, "/ko/uptime". */
  path: string;
  /** What the page is about; the front page says the state instead. */
  subject?: string;
  /** Instead of the sentence about the whole. */
  about?: string;
};

const DESCRIPTION_LENGTH = 200;

/** Head of the page of one event: links to it show its name, its stage and how the last word about it begins. */
export function eventMetadata(page: PublicPage, event: PublicEvent, path: string): Metadata {
  const { snapshot, language } = page;
  const first = snapshot.page.languages[0] ?? "ko";
  const { text: name } = translated(event, "name", language, first);
  const stage = "cancelledAt" in event && event.cancelledAt ? "cancelled" : event.status;
  const [newest] = event.updates;
  const told = newest
    ? excerpt(translated(newest, "body", language, first).text, DESCRIPTION_LENGTH).text
    : "";
  const subject = `${name}: ${word(stage, language)}`;
  const metadata = publicMetadata(page, { path, subject, ...(told && { about: told }) });
  const { createdAt: publishedTime, updatedAt: modifiedTime } = event;
  return { ...metadata, openGraph: { ...metadata.openGraph, type: "article", publishedTime, modifiedTime } };
}

/**
 * Head of a public page: a title that tells the state (so that a tab does), description, OpenGraph, the same page in
 * the other languages, and a favicon whose address changes with the state so that browsers fetch it again.
 */
export function publicMetadata(page: PublicPage, { path, subject, about }: Page): Metadata {
  const { snapshot, language, publicUrl } = page;
  const { languages } = snapshot.page;
  const first = languages[0] ?? "ko";
  const { text: name } = translated(snapshot.page, "name", language, first);
  const site = word("status_of", language, { name });
  const { sentence, tone } = overallView(snapshot, language);
  const title = `${subject ?? sentence} · ${site}`;
  const description = about ?? word("page_description", language, { name, sentence });
  const isFront = path === statusPath(language);
  return {
    metadataBase: new URL(publicUrl),
    title,
    description,
    alternates: {
      canonical: path,
      types: feedsOf(page),
      languages: {
        ...Object.fromEntries(languages.map((one) => [one, inLanguage(path, one)])),
        "x-default": isFront ? "/" : inLanguage(path, first),
      },
    },
    openGraph: {
      title,
      description,
      url: path,
      siteName: site,
      type: "website",
      locale: OG_LOCALES[language],
      alternateLocale: languages.filter((one) => one !== language).map((one) => OG_LOCALES[one]),
      images: [{ url: "/og.png", width: 1200, height: 630, alt: site }],
    },
    twitter: { card: "summary_large_image" },
    icons: { icon: [{ url: `/favicon.svg?${tone}`, type: "image/svg+xml" }] },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

/** Head of the form to subscribe with. */
export function subscribeMetadata(page: PublicPage, eventId: string | null): Metadata {
  const { snapshot, language } = page;
  const { text: name } = translated(snapshot.page, "name", language, snapshot.page.languages[0] ?? "ko");
  const metadata = publicMetadata(page, {
    path: subscribePath(language, eventId),
    subject: subscribeWord("title", language),
    about: subscribeWord("about", language, { name }),
  });
  // One form for each incident would be many doubles of the same page.
  return eventId === null ? metadata : { ...metadata, robots: { index: false } };
}

/** Head of a page for one person: no address of it is told to anybody, so nothing links to it. */
export function personalMetadata({ snapshot, language }: PublicPage): Metadata {
  const { text: name } = translated(snapshot.page, "name", language, snapshot.page.languages[0] ?? "ko");
  const { tone } = overallView(snapshot, language);
  return {
    title: `${subscriptionWord("ask_title", language)} · ${word("status_of", language, { name })}`,
    robots: { index: false, follow: false },
    icons: { icon: [{ url: `/favicon.svg?${tone}`, type: "image/svg+xml" }] },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

/** Where readers' programs find the feeds, in the page's language. */
function feedsOf({ language }: PublicPage): Record<string, { url: string; title: string }[]> {
  const feed = (name: string, title: string) => [{ url: `${statusPath(language)}/${name}`, title }];
  return {
    "application/atom+xml": feed("history.atom", "Atom"),
    "application/rss+xml": feed("history.rss", "RSS"),
    "application/feed+json": feed("feed.json", "JSON Feed"),
  };
}
