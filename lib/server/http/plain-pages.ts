import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type Word, word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import type { DocumentKind } from "../public-paths.ts";
import { CROSS_ORIGIN, securityHeaders } from "./security-headers.ts";

/** Answers that need neither Next nor a snapshot: what is said when those are not there. */
/** `short`: for programs. */
type Say = { title: [ko: string, en: string]; why: [ko: string, en: string]; short: string };

type PlainWord = Extract<
  Word,
  | "not_found"
  | "not_found_why"
  | "failed"
  | "failed_why"
  | "history_unavailable"
  | "too_many_searches"
  | "too_many_searches_why"
>;
const both = (key: PlainWord) => [word(key, "ko"), word(key, "en")] as [string, string];

const SAYINGS = {
  starting: {
    title: ["상태 페이지를 시작하는 중입니다", "The status page is starting"],
    why: [
      "첫 상태가 곧 표시됩니다. 이 화면은 자동으로 다시 열립니다.",
      "The first state appears shortly. This page reloads by itself.",
    ],
    short: "The status page is starting: nothing has been published yet.",
  },
  unread: {
    title: both("failed"),
    why: both("history_unavailable"),
    short: "This part of the history cannot be read right now.",
  },
  busy: {
    title: both("too_many_searches"),
    why: both("too_many_searches_why"),
    short: "Too many requests for what has to be looked up. Try again in a moment.",
  },
  crowded: {
    title: ["요청이 너무 많습니다", "Too many requests"],
    why: ["잠시 후 다시 열어 주세요.", "Please wait a moment, then try again."],
    short: "Too many requests. Try again in a moment.",
  },
  failed: { title: both("failed"), why: both("failed_why"), short: "This document could not be made." },
  missing: {
    title: both("not_found"),
    why: both("not_found_why"),
    short: "There is nothing at this address.",
  },
} satisfies Record<string, Say>;

/** Why no document is shown. */
export type Absence = keyof typeof SAYINGS;

const STATUS: Record<Absence, number> = {
  starting: 503,
  unread: 503,
  busy: 429,
  crowded: 429,
  failed: 500,
  missing: 404,
};
const RETRY_SECONDS: Record<Absence, number | null> = {
  starting: 2,
  unread: 30,
  busy: 10,
  crowded: 10,
  failed: null,
  missing: null,
};

const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem}" +
  "h1{font-size:1.4rem;margin:0}p{margin:.3rem 0 1.6rem}";
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY = `default-src 'none'; script-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function html(absence: Absence, language: Language): string {
  const order: Language[] = language === "ko" ? ["ko", "en"] : ["en", "ko"];
  const { title, why }: Say = SAYINGS[absence];
  const at = (one: Language) => (one === "ko" ? 0 : 1);
  const sections = order.map(
    (one) => `<h1 lang="${one}">${title[at(one)]}</h1><p lang="${one}">${why[at(one)]}</p>`,
  );
  const retry = RETRY_SECONDS[absence];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
    retry === null ? "" : `<meta http-equiv="refresh" content="${retry}">`,
    `<title>${title[at(language)]}</title><style>${STYLE}</style></head><body>${sections.join("")}</body></html>`,
  ].join("");
}

/** Refuses with the JSON form that every refusal of ours has. */
export function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify({ message, errors: [], error: message });
  response.writeHead(status, [
    ...["content-type", "application/json; charset=utf-8", "cache-control", "no-store"],
    ...["content-length", String(Buffer.byteLength(body))],
    ...securityHeaders("json", { isHttps: false, isShared: true }),
    ...CROSS_ORIGIN,
    ...Object.entries(headers).flat(),
  ]);
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Says, in the form of the document that was asked for, why it is not there. Nobody keeps such an answer. */
export function sayAbsence(
  response: ServerResponse,
  absence: Absence,
  options: { kind: DocumentKind; language: Language; isHttps: boolean },
): void {
  const retry = RETRY_SECONDS[absence];
  const retryAfter: Record<string, string> = retry === null ? {} : { "retry-after": String(retry) };
  if (options.kind !== "page") {
    refuse(response, STATUS[absence], SAYINGS[absence].short, retryAfter);
    return;
  }
  const body = html(absence, options.language);
  response.writeHead(STATUS[absence], [
    ...["content-type", "text/html; charset=utf-8", "content-language", options.language],
    ...["cache-control", "no-store", "content-length", String(Buffer.byteLength(body))],
    ...securityHeaders("page", { policy: POLICY, isHttps: options.isHttps }),
    ...Object.entries(retryAfter).flat(),
  ]);
  response.end(response.req.method === "HEAD" ? undefined : body);
}
