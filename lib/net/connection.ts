import type { Socket } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import type { Deadline } from "./deadline.ts";
import { dial } from "./dial.ts";
import { NetFault } from "./fault.ts";
import { createGate } from "./gate.ts";
import type { Guard } from "./guard.ts";
import { hostPort, parseHost } from "./host.ts";
import type { NameResolver } from "./resolver.ts";
import { CertificateFault, secure } from "./secure.ts";

/** Connections that we hold open to one host and port at once unless told otherwise; the others wait, within their own deadline. */
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

/** Resolves once, checks every address, and connects to exactly what was checked. */
export type Opener = {
  resolve(host: string, port: number, deadline: Deadline, trace: Trace): Promise<string[]>;
  open(host: string, port: number, isSecure: boolean, deadline: Deadline, trace: Trace): Promise<Socket>;
};

export type OpenerOptions = {
  /** PEM certificates to trust instead of the public ones. */
  ca?: string[] | undefined;
  connectionsPerHost?: number | undefined;
};

export function createOpener(guard: Guard, names: NameResolver, options: OpenerOptions): Opener {
  const { ca, connectionsPerHost = MAX_CONNECTIONS_PER_HOST } = options;
  const gate = createGate(connectionsPerHost);
  // Reading the root certificates costs milliseconds: once, and only for those who use TLS.
  let context: SecureContext | undefined;
  const secureContext = () => {
    context ??= createSecureContext(ca ? { ca } : {});
    return context;
  };

  async function resolve(name: string, port: number, deadline: Deadline, trace: Trace) {
    deadline.enter("dns");
    const startedAt = performance.now();
    const addresses = await names.addresses(name, deadline.signal);
    trace.dnsMs = (trace.dnsMs ?? 0) + performance.now() - startedAt;
    guard.check(name, addresses, port);
    return addresses;
  }

  async function open(name: string, port: number, isSecure: boolean, deadline: Deadline, trace: Trace) {
    deadline.enter("exchange");
    const leave = await gate.enter(hostPort(name, port), deadline.signal);
    let socket: Socket | undefined;
    try {
      const addresses = await resolve(name, port, deadline, trace);
      deadline.enter("connect");
      const dialledAt = performance.now();
      socket = await dial(addresses, port, deadline.signal);
      socket.once("close", leave);
      trace.connectMs = (trace.connectMs ?? 0) + performance.now() - dialledAt;
      deadline.enter("exchange");
      return isSecure ? await secured(socket, name, secureContext(), deadline, trace) : socket;
    } catch (error) {
      leave();
      socket?.destroy();
      throw error;
    }
  }

  return {
    resolve: async (host, port, deadline, trace) => resolve(nameOf(host), port, deadline, trace),
    open: async (host, port, isSecure, deadline, trace) =>
      open(nameOf(host), port, isSecure, deadline, trace),
  };
}

function nameOf(host: string): string {
  const name = parseHost(host);
  if (name === null) throw new NetFault("dns_failed", "no host name");
  return name;
}

async function secured(
  socket: Socket,
  name: string,
  context: SecureContext,
  deadline: Deadline,
  trace: Trace,
): Promise<Socket> {
  const startedAt = performance.now();
  try {
    const { socket: tlsSocket, tlsExpiresAt } = await secure(socket, name, context, deadline.signal);
    trace.tlsExpiresAt = tlsExpiresAt;
    trace.tlsMs = (trace.tlsMs ?? 0) + performance.now() - startedAt;
    return tlsSocket;
  } catch (error) {
    if (error instanceof CertificateFault) trace.tlsExpiresAt = error.tlsExpiresAt;
    throw error;
  }
}
