import type { Socket } from "node:net";
import { createOpener, type Opener, type OpenerOptions, type Trace } from "./connection.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { ACCEPTED_ENCODINGS, decodeBody } from "./decode.ts";
import { exchange, type Headers, type RawAnswer } from "./exchange.ts";
import { NetFault } from "./fault.ts";
import { createGuard } from "./guard.ts";
import { portOf, withoutBrackets } from "./host.ts";
import { isRedirect, nextHop, type Outgoing, readUrl } from "./redirect.ts";
import { createResolver } from "./resolver.ts";

export type { Trace } from "./connection.ts";

export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_REDIRECTS = 5;

/** `timeoutMs` covers everything: names, connections, TLS, headers and bodies of all hops. */
export type Limits = { timeoutMs: number; signal?: AbortSignal; trace?: Trace };

export type EgressRequest = Limits & {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** 0 (the default) gives a redirect back as the answer. */
  maxRedirects?: number;
};
export type EgressAnswer = { url: URL; status: number; headers: Headers; body: Buffer };

/** The only way out: every byte that leaves for an address which somebody typed goes through here. */
export type Egress = {
  /** The checked addresses of a host. @throws NetFault `dns_failed`, `address_not_allowed` */
  resolve(host: string, port: number, limits: Limits): Promise<string[]>;
  /** Opens a checked connection, with TLS if `isSecure`; the caller closes it. @throws NetFault */
  connect(host: string, port: number, isSecure: boolean, limits: Limits): Promise<Socket>;
  /** One HTTP exchange with its redirects, body complete and decoded, at most 1 MB. @throws NetFault */
  request(request: EgressRequest): Promise<EgressAnswer>;
  /** DNS records of a name, from the configured name servers. Rejects with the error of node:dns. */
  records(name: string, type: string, limits: Limits): Promise<unknown>;
};

/**
 * @param options.allow EGRESS_ALLOW, exact `host:port` entries that may be private
 * @param options.dnsServers DNS_SERVERS; empty = the system's
 * @param options.ca PEM certificates to trust instead of the public ones
 * @param options.connectionsPerHost open at once to one host and port; the others wait, within their own deadline
 * @throws RangeError or TypeError for a malformed entry
 */
export function createEgress(options: { allow: string[]; dnsServers: string[] } & OpenerOptions): Egress {
  const names = createResolver(options.dnsServers);
  const opener = createOpener(createGuard(options.allow), names, options);
  return {
    resolve: (host, port, limits) =>
      within(limits, (deadline, trace) => opener.resolve(host, port, deadline, trace)),
    connect: (host, port, isSecure, limits) =>
      within(limits, (deadline, trace) => opener.open(host, port, isSecure, deadline, trace)),
    request: (request) => within(request, (deadline, trace) => follow(opener, deadline, request, trace)),
    records: (name, type, limits) =>
      within(limits, (deadline) => {
        deadline.enter("dns");
        return names.records(name, type, deadline.signal);
      }),
  };
}

async function within<T>(limits: Limits, work: (deadline: Deadline, trace: Trace) => Promise<T>): Promise<T> {
  const deadline = startDeadline(limits.timeoutMs, limits.signal);
  try {
    return await work(deadline, limits.trace ?? {});
  } finally {
    deadline.end();
  }
}

async function follow(
  opener: Opener,
  deadline: Deadline,
  request: EgressRequest,
  trace: Trace,
): Promise<EgressAnswer> {
  const { method = "GET", headers = {}, body, maxRedirects = 0 } = request;
  let outgoing: Outgoing = {
    url: readUrl(request.url),
    method,
    headers: { "accept-encoding": ACCEPTED_ENCODINGS, ...headers },
    body,
  };
  for (let hops = 0; ; hops++) {
    const answer = await hop(opener, deadline, outgoing, maxRedirects > 0, trace);
    deadline.reached();
    const location = answer.headers.location;
    if (maxRedirects === 0 || !isRedirect(answer.status, location)) {
      const encoding = answer.headers["content-encoding"];
      const decoded = await decodeBody(answer.body, encoding?.toString(), MAX_BODY_BYTES);
      return { url: outgoing.url, status: answer.status, headers: answer.headers, body: decoded };
    }
    if (hops >= maxRedirects) throw new NetFault("too_many_redirects", `more than ${maxRedirects} redirects`);
    outgoing = nextHop(outgoing, answer.status, location);
  }
}

/** One hop: a checked connection of its own, one request, one answer. */
async function hop(
  opener: Opener,
  deadline: Deadline,
  outgoing: Outgoing,
  isFollowed: boolean,
  trace: Trace,
): Promise<RawAnswer> {
  const { url } = outgoing;
  const isSecure = url.protocol === "https:";
  const socket = await opener.open(withoutBrackets(url.hostname), portOf(url), isSecure, deadline, trace);
  const wantsBody = (status: number, headers: Headers) =>
    !(isFollowed && isRedirect(status, headers.location));
  const raw = { ...outgoing, maxBodyBytes: MAX_BODY_BYTES, wantsBody };
  const answer = await exchange(socket, raw, deadline.signal);
  trace.firstByteMs = (trace.firstByteMs ?? 0) + answer.firstByteMs;
  trace.httpStatus = answer.status;
  return answer;
}
