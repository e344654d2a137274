import type { Reason } from "#lib/domain/reason.ts";

/** An exchange with the outside that did not succeed, with its named reason. */
export class NetFault extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "NetFault";
    this.reason = reason;
  }
}

const BY_CODE: Record<string, Reason> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "connect_timeout",
  ENETUNREACH: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EADDRINUSE: "unreachable",
  // Our own firewall, or our own shortage of descriptors: nothing that the target did.
  EACCES: "unreachable",
  EPERM: "unreachable",
  EMFILE: "unreachable",
  ENFILE: "unreachable",
  ENOBUFS: "unreachable",
  HPE_HEADER_OVERFLOW: "headers_too_large",
  EPROTO: "tls_invalid",
};

/** Node's HTTP parser: an answer that is wrong, rather than cut off. */
const PARSER = "HPE_";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** The reason behind a socket, TLS or HTTP error; null for anything that is not one of these (a defect of ours). */
function reasonOf(error: unknown): Reason | null {
  const code = codeOf(error);
  if (BY_CODE[code]) return BY_CODE[code];
  if (code.startsWith(PARSER)) return "protocol_error";
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) return "tls_invalid";
  return null;
}

/** The same failure as a NetFault; what is no network failure (a defect of ours) is returned as it came. */
export function toFault(error: unknown): unknown {
  if (error instanceof NetFault) return error;
  const reason = reasonOf(error);
  return reason ? new NetFault(reason, (error as Error).message, { cause: error }) : error;
}
