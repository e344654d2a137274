import { randomBytes } from "node:crypto";
import { IncomingMessage, type ServerResponse } from "node:http";
import { Socket } from "node:net";
import { methodsAt } from "#lib/api/manage/methods.ts";
import { currentDatabaseState } from "#lib/usecases/snapshot/current.ts";
import type { RequestListener } from "./internal-exchange.ts";
import { refuse } from "./plain-pages.ts";
import { adminPolicy, MAIL_POLICY, securityHeaders } from "./security-headers.ts";
import { readWhole } from "./whole-body.ts";

/** Route handlers of Next, answered anew each time: the API, sign-in, and what machines call. */
const HANDLED =
  /^\/(?:v1\/.|api\/auth\/.|heartbeat\/[^/]+$|ingest\/[^/]+\/[^/]+$|callbacks\/twilio\/(?:status|inbound)$|api\/v2\/subscribers\.json$)/;
/**
 * Pages of Next for people who sign in. They are only read: a page would also take forms as calls of server actions, so
 * every change goes through a route handler.
 */
const PAGES = /^\/(?:admin(?:\/|$)|sign-in$|(?:setup|invite|reset)\/[^/]+$)/;
/** A mail that is looked at before it is sent: posted by the admin, handed back under a policy of its own. */
const MAIL = "/admin/mail-preview";
/**
 * Next resolves dot segments, joins slashes and decodes before it chooses a route: whatever is not written plainly would
 * lead to another path than the one that was let through. Ids and secrets need no more characters than these.
 */
const PLAIN_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+\/?$/;
/** By its ending Next tells a page in the forms of its own router (`.rsc`, `.segments/`). No address of a page has a dot. */
const FORM_OF_PAGE = /\./;
/** What a route handler can be made for; Next answers others with a defect. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const PAGE_METHODS = ["GET", "HEAD"];
/** What the addresses take that are no nouns of the manage API. */
const OTHERS: [RegExp, ReadonlySet<string>][] = [
  [/^\/v1\/openapi\.json$/, new Set(["GET", "HEAD"])],
  [/^\/heartbeat\//, new Set(["GET", "HEAD", "POST"])],
  [/^\/ingest\//, new Set(["POST"])],
  [/^\/callbacks\//, new Set(["POST"])],
  [/^\/api\/v2\/subscribers\.json$/, new Set(["POST", "DELETE"])],
];

/** Largest body that is read at all. */
export const MAX_BODY_BYTES = 1024 * 1024;
const AWAY_RETRY_SECONDS = "5";
const NONCE_BYTES = 16;

/**
 * Headers of a client that Next, or a page, would act upon. The host is always ours; who asks is told by
 * `x-client-address` alone; a policy sent by a client must not come back in ours.
 */
const DROPPED =
  /^(x-forwarded-.*|x-real-ip|forwarded|x-client-address|rsc|next-[-a-z]*|content-security-policy(-report-only)?|x-(middleware|nextjs|next|invoke|matched|action|prerender)[-a-z]*|x-http-method-override|upgrade|connection|http2-settings)$/;

/** Next would refuse the others without a word. */
function methodsOf(pathname: string, isPage: boolean): string[] {
  if (isPage) return pathname === MAIL ? ["POST"] : PAGE_METHODS;
  const own = methodsAt(pathname) ?? OTHERS.find(([path]) => path.test(pathname))?.[1];
  return own ? METHODS.filter((method) => own.has(method) || method === "OPTIONS") : METHODS;
}

/** Whether Next answers this path itself. */
export const isPassedThrough = (pathname: string): boolean => HANDLED.test(pathname) || PAGES.test(pathname);

type Options = { listener: RequestListener; host: string; isHttps: boolean };

/**
 * Hands a request to Next: its body read whole (at most MAX_BODY_BYTES), its headers cleaned, the answer marked as
 * nobody's to keep. While the database is away, a defect's 500 becomes 503 with Retry-After.
 */
export async function passThrough(
  { listener, host, isHttps }: Options,
  address: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pathname = (request.url ?? "").split("?", 1)[0]!;
  const isPage = PAGES.test(pathname);
  if (!PLAIN_PATH.test(pathname) || (isPage && FORM_OF_PAGE.test(pathname))) {
    refuse(response, 404, "There is nothing at this address");
    return;
  }
  const allowed = methodsOf(pathname, isPage);
  if (!allowed.includes(request.method ?? "")) {
    const allow = allowed.join(", ");
    refuse(response, 405, `This address does not take ${request.method}; it takes ${allow}`, { allow });
    return;
  }
  const body = await readWhole(request, MAX_BODY_BYTES);
  if (body === null) {
    refuse(response, 413, `The body is larger than ${MAX_BODY_BYTES} bytes`, { connection: "close" });
    return;
  }
  const policy = isPage ? policyOf(pathname, isHttps) : undefined;
  const headers = securityHeaders(isPage ? "page" : "json", { isHttps, policy });
  for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at]!, headers[at + 1]!);
  response.setHeader("cache-control", "no-store");
  tellAway(response);
  const copy = cleaned(request, body, { host, address });
  // Next reads the nonce of its scripts from the policy of the request: ours, never a client's.
  if (policy) copy.headers["content-security-policy"] = policy;
  await listener(copy, response);
}

const policyOf = (pathname: string, isHttps: boolean): string =>
  pathname === MAIL ? MAIL_POLICY : adminPolicy(randomBytes(NONCE_BYTES).toString("base64"), isHttps);

function cleaned(
  request: IncomingMessage,
  body: Buffer,
  { host, address }: { host: string; address: string },
): IncomingMessage {
  // A socket of its own, never connected: a body that Next leaves unread must not end the client's connection.
  const copy = new IncomingMessage(new Socket());
  copy.method = request.method;
  copy.url = request.url;
  copy.httpVersion = request.httpVersion;
  copy.httpVersionMajor = request.httpVersionMajor;
  copy.httpVersionMinor = request.httpVersionMinor;
  const kept = Object.entries(request.headers).filter(([name]) => !DROPPED.test(name));
  const ours = { host, "x-client-address": address, "x-requested-path": request.url ?? "/" };
  copy.headers = { ...Object.fromEntries(kept), ...ours };
  copy.complete = true;
  copy.push(body);
  copy.push(null);
  return copy;
}

function tellAway(response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = ((status: number, ...rest: [never]) => {
    const isAway = status === 500 && currentDatabaseState().databaseAway;
    if (isAway) response.setHeader("retry-after", AWAY_RETRY_SECONDS);
    return writeHead.call(response, isAway ? 503 : status, ...rest);
  }) as typeof response.writeHead;
}
