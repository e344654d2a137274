import { monthRange, presentMonth } from "#lib/domain/history/month.ts";
import { findEvent, historyRange, holdsMonth, isMaintenance, isOver } from "#lib/domain/history/months.ts";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import { imagePath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** `page` is HTML; the rest says how a document is told to be missing, and which headers it gets. */
export type DocumentKind = "page" | "json" | "feed" | "image" | "text";

type Params = Record<string, string>;
/** The same for every document of a rule, or told by the snapshot and the path. */
type Answer = boolean | ((snapshot: Snapshot, params: Params) => boolean);

/** One public document and how it is kept. Everything that the public may read without signing in is in this table. */
export type PublicPath = {
  /** `{id}`: 12 lowercase alphanumerics; `{month}`: 2026-11. Also fixed under `/ko` and `/en`. */
  pattern: string;
  kind: DocumentKind;
  /** `live`: clients ask every time; `calm`: clients may keep it for 30 s (feeds, badges, icons); `kept`:
   * its content never changes; `never`: nobody keeps it. */
  caching: "live" | "calm" | "kept" | "never";
  /** It shows figures or times that move with `asOf`, not only with the version. */
  showsAsOf: Answer;
  /** Tier B: one read of the database on a miss; afterwards kept in memory, past months also on disk. */
  readsDatabase?: Answer;
  /** A copy on disk is good only until something published is changed or taken back. */
  holdsUntilEdit?: boolean;
  /** Tier C: parameters with which the document is a question to the database: rate limited, kept by nobody. */
  asks?: readonly string[];
  /** Listed hydrating pages keep Next's scripts; their inline scripts are allowed by hash. */
  hydrates?: boolean;
  /** Its form is sent to its own address; the answer is a personal page. */
  takesForms?: boolean;
  /** Of a page that says no; Next renders it as any other. */
  status?: number;
  /** The only query parameters that may change the document. */
  query?: readonly string[];
  /** Whether this page has such a thing: a made-up id is refused before anything is rendered. */
  exists?: (snapshot: Snapshot, params: Params) => boolean;
  /** Another path at which the same thing is told. */
  movedTo?: (snapshot: Snapshot, params: Params) => string | null;
};

const page = { kind: "page", caching: "live", showsAsOf: true } as const;
const event = {
  ...page,
  showsAsOf: (snapshot: Snapshot, { id = "" }: Params) => {
    const found = findEvent(snapshot, id);
    return found !== null && !isOver(found);
  },
  readsDatabase: (snapshot: Snapshot, { id = "" }: Params) => findEvent(snapshot, id) === null,
  holdsUntilEdit: true,
} as const;
const history = {
  ...page,
  readsDatabase: (snapshot: Snapshot, { month }: Params) =>
    !holdsMonth(snapshot, month ?? presentMonth(snapshot)),
  holdsUntilEdit: true,
} as const;
const form = { ...page, showsAsOf: false, takesForms: true } as const;
const v2 = { kind: "json", caching: "live", showsAsOf: false } as const;
const figures = { kind: "json", caching: "live", showsAsOf: true } as const;
const icon = { kind: "image", caching: "calm", showsAsOf: false } as const;
const image = { kind: "image", caching: "kept", showsAsOf: false, readsDatabase: true } as const;
const uptimeBadge = { kind: "image", caching: "calm", showsAsOf: true } as const;
const feed = { kind: "feed", caching: "calm", showsAsOf: false } as const;
const plain = { kind: "text", caching: "calm", showsAsOf: false } as const;

const isComponent = (snapshot: Snapshot, { id }: Params) =>
  snapshot.components.some((component) => component.id === id);
const isShownImage = ({ page }: Snapshot, { id = "" }: Params) =>
  Object.values(page.logo).includes(imagePath(id));
const isComponentOrGroup = (snapshot: Snapshot, params: Params) =>
  isComponent(snapshot, params) || snapshot.groups.some((group) => group.id === params.id);
const isEvent = (snapshot: Snapshot, { id }: Params) =>
  [...snapshot.incidents, ...snapshot.maintenances].some((event) => event.id === id);

/** What is still going on, or coming: nobody is told of what is over. */
const isFollowable = (snapshot: Snapshot, { id = "" }: Params) => {
  const found = findEvent(snapshot, id);
  return found !== null && !isOver(found);
};

export const PUBLIC_PATHS: readonly PublicPath[] = [
  { pattern: "/", ...page },
  { pattern: "/uptime", ...page },
  { pattern: "/uptime/{month}", ...page, readsDatabase: true, exists: isToldMonth },
  { pattern: "/components/{id}", ...page, readsDatabase: true, hydrates: true, exists: isComponent },
  { pattern: "/incidents/{id}", ...event, exists: mayExist, movedTo: movedToMaintenance },
  { pattern: "/maintenance/{id}", ...event, exists: mayExist, movedTo: movedToIncident },
  { pattern: "/history", ...history, asks: ["q", "component"] },
  { pattern: "/history/{month}", ...history, exists: isHistoryMonth },
  { pattern: "/slo", ...page },
  { pattern: "/subscribe", ...form },
  { pattern: "/subscribe/{id}", ...form, exists: isFollowable },
  { pattern: "/api/v2/summary.json", ...v2 },
  { pattern: "/api/v2/status.json", ...v2 },
  { pattern: "/api/v2/components.json", ...v2 },
  { pattern: "/api/v2/incidents.json", ...v2 },
  { pattern: "/api/v2/incidents/unresolved.json", ...v2 },
  { pattern: "/api/v2/incidents/{id}.json", ...v2, exists: isEvent },
  { pattern: "/api/v2/scheduled-maintenances.json", ...v2 },
  { pattern: "/api/v2/scheduled-maintenances/upcoming.json", ...v2 },
  { pattern: "/api/v2/scheduled-maintenances/active.json", ...v2 },
  { pattern: "/api/public/v1/uptime.json", ...figures },
  { pattern: "/api/public/v1/slos.json", ...figures },
  { pattern: "/api/public/v1/slos.csv", ...figures, kind: "text" },
  { pattern: "/api/public/v1/history-head.json", ...figures },
  { pattern: "/uptime_showcase", ...figures, query: ["components"] },
  { pattern: "/history.rss", ...feed },
  { pattern: "/history.atom", ...feed },
  { pattern: "/history.json", ...feed },
  { pattern: "/feed.json", ...feed },
  { pattern: "/maintenance.ics", ...feed },
  { pattern: "/theme.css", ...plain },
  { pattern: "/badge.svg", ...icon },
  { pattern: "/badge/uptime.svg", ...uptimeBadge },
  { pattern: "/badge/{id}.svg", ...icon, exists: isComponentOrGroup },
  { pattern: "/badge/{id}/uptime.svg", ...uptimeBadge, exists: isComponentOrGroup },
  { pattern: "/images/{id}", ...image, exists: isShownImage },
  { pattern: "/favicon.svg", ...icon },
  { pattern: "/favicon.ico", ...icon },
  { pattern: "/robots.txt", ...plain },
  { pattern: "/sitemap.xml", ...plain },
  { pattern: "/.well-known/security.txt", ...plain },
];

/** Pages that say no in the reader's language; no address of their own. */
export const NOT_FOUND: PublicPath = { pattern: "/not-found", ...page, status: 404 };
export const FAILED: PublicPath = { pattern: "/failed", ...page, status: 500, caching: "never" };

/** What one person alone is shown (lib/server/personal); no address of its own. */
export const PERSONAL: PublicPath = { pattern: "/personal", ...page, caching: "never" };

/** A public path as it was asked for. `locale` is null for the root form. */
export type PublicTarget = {
  rule: PublicPath;
  /** Without the language prefix. */
  path: string;
  locale: Language | null;
  params: Params;
  /** Keys of the document without a query in the page cache, by the language in which it is wanted. */
  keys: Record<Language | "root", string>;
};

/** Public path and language: never a header, never an unknown query parameter. */
export const cacheKey = (locale: Language | null, path: string, search = ""): string =>
  `${locale ?? ""} ${path}${search}`;

const keysOf = (path: string) => ({
  root: cacheKey(null, path),
  ko: cacheKey("ko", path),
  en: cacheKey("en", path),
});

const SEGMENTS: Record<string, string> = {
  id: "(?<id>[a-z0-9]{12})",
  month: "(?<month>\\d{4}-(?:0[1-9]|1[0-2]))",
};
const compiled = PUBLIC_PATHS.map((rule) => ({
  rule,
  expression: new RegExp(
    `^${rule.pattern.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, (_, name: string) => SEGMENTS[name]!)}$`,
  ),
}));

type Asked = { rule: PublicPath; params: Params };
const answerOf = (answer: Answer | undefined, { params }: Asked, snapshot: Snapshot): boolean =>
  typeof answer === "function" ? answer(snapshot, params) : answer === true;

/** Whether this document is read from the database, as the snapshot does not hold what it tells. */
export const readsDatabase = (asked: Asked, snapshot: Snapshot): boolean =>
  answerOf(asked.rule.readsDatabase, asked, snapshot);

/** Whether this document shows what moves with `asOf`. */
export const showsAsOf = (asked: Asked, snapshot: Snapshot): boolean =>
  answerOf(asked.rule.showsAsOf, asked, snapshot);

/** Finds the document behind a path, without its query; null for anything that is not in the table. */
export function findPublicPath(pathname: string): PublicTarget | null {
  const locale = localeOf(pathname);
  const path = locale === null ? pathname : pathname.slice(locale.length + 1) || "/";
  if (locale !== null && pathname === `/${locale}/`) return null;
  for (const { rule, expression } of compiled) {
    const match = expression.exec(path);
    if (match) return { rule, path, locale, params: { ...match.groups }, keys: keysOf(path) };
  }
  return null;
}

/** The not-found page in the language of `pathname`, for what nothing else knows. */
export const missingTarget = (pathname: string): PublicTarget => ({
  rule: NOT_FOUND,
  path: NOT_FOUND.pattern,
  locale: localeOf(pathname),
  params: {},
  keys: keysOf(NOT_FOUND.pattern),
});

const localeOf = (pathname: string): Language | null =>
  LANGUAGES.find((known) => pathname === `/${known}` || pathname.startsWith(`/${known}/`)) ?? null;

/** Months from the first day that can hold anything to the present one. */
function isToldMonth(snapshot: Snapshot, { month = "" }: Params): boolean {
  const { first, last } = monthRange(snapshot);
  return month >= first && month <= last;
}

function isHistoryMonth(snapshot: Snapshot, { month = "" }: Params): boolean {
  const { first, last } = historyRange(snapshot);
  return month >= first && month <= last;
}

/** In the snapshot, or perhaps among what is older than that. */
function mayExist(snapshot: Snapshot, { id = "" }: Params): boolean {
  return findEvent(snapshot, id) !== null || snapshot.archive.heldFrom !== null;
}

/** Clients of Statuspage build `/incidents/{id}` for maintenance too. */
function movedToMaintenance(snapshot: Snapshot, { id = "" }: Params): string | null {
  const found = findEvent(snapshot, id);
  return found && isMaintenance(found) ? `/maintenance/${id}` : null;
}

function movedToIncident(snapshot: Snapshot, { id = "" }: Params): string | null {
  const found = findEvent(snapshot, id);
  return found && !isMaintenance(found) ? `/incidents/${id}` : null;
}
