import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "#lib/log.ts";
import type { Documents } from "./documents/development.ts";
import { refuse } from "./http/plain-pages.ts";
import type { StaticFiles } from "./http/static-files.ts";
import { findPublicPath, type PublicTarget } from "./public-paths.ts";

const MAX_URL_LENGTH = 4_096;
/** Paths whose place in the table is remembered; made-up ones share the memory and start it anew. */
const MAX_REMEMBERED_PATHS = 2_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type Doors = {
  documents: Documents;
  /** Exact paths that this process answers itself: /healthz, /readyz, /metrics, /events. */
  own: Record<string, Answer>;
  files: StaticFiles;
  /** Pages for one person, and what is sent to the forms of public ones. */
  personal?: { takes(pathname: string, method: string | undefined): boolean; answer: Answer };
  /** Paths that Next answers itself, and how they get there. */
  isPassedThrough: (pathname: string) => boolean;
  passThrough: Answer;
  log: Logger;
};

/**
 * Decides who answers a request: by its path alone, never by Host or another header. Public documents come first, as
 * nearly all requests are theirs.
 */
export function createDispatch(doors: Doors): (request: IncomingMessage, response: ServerResponse) => void {
  const targets = new Map<string, PublicTarget>();
  const targetOf = (pathname: string): PublicTarget | null => {
    const known = targets.get(pathname);
    if (known !== undefined) return known;
    const found = findPublicPath(pathname);
    if (found === null) return null;
    if (targets.size >= MAX_REMEMBERED_PATHS) targets.clear();
    targets.set(pathname, found);
    return found;
  };
  return (request, response) => {
    const url = request.url ?? "";
    const queryAt = url.indexOf("?");
    const pathname = queryAt < 0 ? url : url.slice(0, queryAt);
    const target = targetOf(pathname);
    const isSent = target?.rule.takesForms === true && request.method === "POST";
    if (target !== null && !isSent && url.length <= MAX_URL_LENGTH)
      doors.documents.serve(target, queryAt < 0 ? "" : url.slice(queryAt + 1), request, response);
    else guard(doors, answerOf(doors, url, pathname, request.method), request, response);
  };
}

const refusal =
  (status: number, message: string, headers?: Record<string, string>): Answer =>
  (_request, response) =>
    refuse(response, status, message, headers);

/** Who answers a path that is no public document. */
function answerOf(doors: Doors, url: string, pathname: string, method: string | undefined): Answer {
  // Absolute-form targets name another host; `//host/path` becomes one as soon as it is resolved or redirected to.
  if (!pathname.startsWith("/") || pathname.startsWith("//") || pathname.includes("\\"))
    return refusal(400, "The request target must be a path");
  if (url.length > MAX_URL_LENGTH)
    return refusal(414, `The address is longer than ${MAX_URL_LENGTH} characters`);
  const isRead = method === "GET" || method === "HEAD";
  const own = Object.hasOwn(doors.own, pathname) ? doors.own[pathname] : undefined;
  if (own) return isRead ? own : refusal(405, "Only GET and HEAD", { allow: "GET, HEAD" });
  if (isRead && doors.files.has(pathname))
    return (request, response) => doors.files.serve(pathname, request, response);
  if (doors.personal?.takes(pathname, method))
    return (request, response) => doors.personal!.answer(request, response);
  if (doors.isPassedThrough(pathname)) return doors.passThrough;
  if (pathname.startsWith("/api/") || !isRead) return refusal(404, "There is nothing at this address");
  if (pathname.endsWith("/") && pathname.length > 1) return redirect(pathname.replace(/\/+$/, ""));
  return (request, response) => doors.documents.serveMissing(pathname, request, response);
}

const redirect =
  (location: string): Answer =>
  (_request, response) => {
    response.writeHead(308, ["location", location, "content-length", "0"]).end();
  };

/** The path without what may be a secret: the query (an api_key), and addresses that are secrets themselves. */
const loggedPath = (url: string) =>
  url
    .split("?", 1)[0]!
    .replace(
      /^((?:\/\w\w)?\/(?:heartbeat|setup|invite|reset|confirm|manage|unsubscribe|ingest\/[^/]+))\/.*/,
      "$1/…",
    );

/** A defect in one answer is told to the log, never to the client, and never ends the process. */
function guard({ log }: Doors, answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  Promise.try(answer, request, response).catch((error: unknown) => {
    const isGone = request.destroyed && !request.complete;
    if (!isGone) log.error({ path: loggedPath(request.url ?? ""), error: String(error) }, "a request failed");
    if (response.headersSent) response.destroy();
    else refuse(response, 500, "This request could not be answered");
  });
}
