import type { Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { type Deadline, startDeadline } from "./deadline.ts";
import { ACCEPTED_ENCODINGS, decodeBody } from "./decode.ts";
import { dial } from "./dial.ts";
import { exchange, type Headers } from "./exchange.ts";
import { NetFault } from "./fault.ts";
import { createGate } from "./gate.ts";
import { createGuard, type Guard } from "./guard.ts";
import { hostPort, parseHost, portOf, withoutBrackets } from "./host.ts";
import { isRedirect, nextHop, type Outgoing, readUrl } from "./redirect.ts";
import { createResolver } from "./resolver.ts";
import { CertificateFault, secure } from "./secure.ts";

export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_REDIRECTS = 5;
/** Connections that we hold open to one host and port at once; the others wait, within their own deadline. */
export const MAX_CONNECTIONS_PER_HOST = 100;

/** Where the time went, in milliseconds, summed over the hops, and what else is known; filled in as it happens. */
export type Trace = {
  dnsMs?: number;
  connectMs?: number;
  tlsMs?: number;
  /** From the request to the headers of the answer. */
  firstByteMs?: number;
  httpStatus?: number;
  /** End of the certificate that the last https host showed, milliseconds since the epoch. */
  tlsExpiresAt?: number;
};

type Limits = { timeoutMs: number; signal?: AbortSignal; trace?: Trace };

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
  readonly guard: Guard;
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
 */
export function createEgress(options: { allow: string[]; dnsServers: string[]; ca?: string[] }): Egress {
  const guard = createGuard(options.allow);
  const names = createResolver(options.dnsServers);
  const gate = createGate(MAX_CONNECTIONS_PER_HOST);
  // Reading the root certificates costs milliseconds: once, and only for those who use TLS.
  let context: SecureContext | undefined;
  const secureContext = () => {
    context ??= createSecureContext(options.ca ? { ca: options.ca } : {});
    return context;
  };

  async function resolveWithin(deadline: Deadline, host: string, port: number, trace: Trace) {
    const name = parseHost(host);
    if (name === null) throw new NetFault("dns_failed", "no host name");
    deadline.enter("dns");
    const startedAt = performance.now();
    const addresses = await names.addresses(name, deadline.signal);
    trace.dnsMs = (trace.dnsMs ?? 0) + performance.now() - startedAt;
    guard.check(name, addresses, port);
    return { name, addresses };
  }

  async function openWithin(deadline: Deadline, host: string, port: number, isSecure: boolean, trace: Trace) {
    deadline.enter("exchange");
    const leave = await gate.enter(hostPort(host.toLowerCase(), port), deadline.signal);
    let socket: Socket | undefined;
    try {
      const { name, addresses } = await resolveWithin(deadline, host, port, trace);
      deadline.enter("connect");
      const dialledAt = performance.now();
      socket = await dial(addresses, port, deadline.signal);
      socket.once("close", leave);
      trace.connectMs = (trace.connectMs ?? 0) + performance.now() - dialledAt;
      deadline.enter("exchange");
      return isSecure ? await secureWithin(deadline, socket, name, trace) : socket;
    } catch (error) {
      leave();
      socket?.destroy();
      throw error;
    }
  }

  async function secureWithin(deadline: Deadline, socket: Socket, name: string, trace: Trace) {
    const startedAt = performance.now();
    try {
      const secured = await secure(socket, name, secureContext(), deadline.signal);
      trace.tlsExpiresAt = secured.tlsExpiresAt;
      trace.tlsMs = (trace.tlsMs ?? 0) + performance.now() - startedAt;
      return secured.socket;
    } catch (error) {
      if (error instanceof CertificateFault) trace.tlsExpiresAt = error.tlsExpiresAt;
      throw error;
    }
  }

  /** One hop: a checked connection of its own, one request, one answer. */
  async function hop(deadline: Deadline, outgoing: Outgoing, isFollowed: boolean, trace: Trace) {
    const { url } = outgoing;
    const isSecure = url.protocol === "https:";
    const socket = await openWithin(deadline, withoutBrackets(url.hostname), portOf(url), isSecure, trace);
    const wantsBody = (status: number, headers: Headers) =>
      !(isFollowed && isRedirect(status, headers.location));
    const raw = { ...outgoing, maxBodyBytes: MAX_BODY_BYTES, wantsBody };
    const answer = await exchange(socket, raw, deadline.signal);
    trace.firstByteMs = (trace.firstByteMs ?? 0) + answer.firstByteMs;
    trace.httpStatus = answer.status;
    return answer;
  }

  async function follow(deadline: Deadline, request: EgressRequest, trace: Trace): Promise<EgressAnswer> {
    const { method = "GET", headers = {}, body, maxRedirects = 0 } = request;
    let outgoing: Outgoing = {
      url: readUrl(request.url),
      method,
      headers: { "accept-encoding": ACCEPTED_ENCODINGS, ...headers },
      body,
    };
    for (let hops = 0; ; hops++) {
      const answer = await hop(deadline, outgoing, maxRedirects > 0, trace);
      const location = answer.headers.location;
      if (maxRedirects === 0 || !isRedirect(answer.status, location)) {
        const encoding = answer.headers["content-encoding"];
        const decoded = await decodeBody(answer.body, encoding?.toString(), MAX_BODY_BYTES);
        return { url: outgoing.url, status: answer.status, headers: answer.headers, body: decoded };
      }
      if (hops >= maxRedirects)
        throw new NetFault("too_many_redirects", `more than ${maxRedirects} redirects`);
      outgoing = nextHop(outgoing, answer.status, location);
    }
  }

  return {
    guard,
    resolve: (host, port, limits) =>
      within(limits, async (deadline, trace) => (await resolveWithin(deadline, host, port, trace)).addresses),
    connect: (host, port, isSecure, limits) =>
      within(limits, (deadline, trace) => openWithin(deadline, host, port, isSecure, trace)),
    request: (request) => within(request, (deadline, trace) => follow(deadline, request, trace)),
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
