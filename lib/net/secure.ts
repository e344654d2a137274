import { isIP, type Socket } from "node:net";
import { connect, type SecureContext, type TLSSocket } from "node:tls";
import { untilAborted } from "./deadline.ts";
import { NetFault, toFault } from "./fault.ts";

/** A certificate that was refused, with its end when it could be read. */
export class CertificateFault extends NetFault {
  readonly tlsExpiresAt: number;
  constructor(reason: "tls_invalid" | "tls_expired", message: string, tlsExpiresAt: number) {
    super(reason, message);
    this.tlsExpiresAt = tlsExpiresAt;
  }
}

/**
 * TLS over an open connection. The name that was written is sent (SNI) and must be in the certificate.
 * @throws CertificateFault unless the certificate is trusted, valid now and made out to `host`; NetFault otherwise
 */
export function secure(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<{ socket: TLSSocket; tlsExpiresAt: number }> {
  return untilAborted(signal, (resolve, reject) => {
    const tlsSocket = connect({
      socket,
      host,
      // An address is no server name (RFC 6066), and neither is the dot at the end of a full name.
      servername: isIP(host) ? "" : host.replace(/\.$/, ""),
      secureContext,
      ALPNProtocols: ["http/1.1"],
      // The handshake is carried to its end so that a refused certificate can still tell its last day;
      // `refusal` below then decides, before one byte of ours is sent.
      rejectUnauthorized: false,
    });
    let isOpen = false;
    tlsSocket.once("secureConnect", () => {
      const fault = refusal(tlsSocket);
      if (fault) return reject(fault);
      isOpen = true;
      tlsSocket.removeListener("error", onError).on("error", () => {});
      resolve({ socket: tlsSocket, tlsExpiresAt: expiryOf(tlsSocket) });
    });
    const onError = (error: Error) => {
      const fault = toFault(error);
      // Whatever else goes wrong in a handshake is the handshake's fault.
      reject(
        fault instanceof NetFault ? fault : new NetFault("tls_invalid", error.message, { cause: error }),
      );
    };
    tlsSocket.once("error", onError);
    return () => {
      if (isOpen) return;
      tlsSocket.removeAllListeners().on("error", () => {});
      tlsSocket.destroy();
      socket.destroy();
    };
  });
}

const expiryOf = (socket: TLSSocket): number =>
  socket.getPeerX509Certificate()?.validToDate.getTime() ?? Number.NaN;

function refusal(socket: TLSSocket): NetFault | null {
  if (socket.authorized) return null;
  const why = String(socket.authorizationError);
  const expiresAt = expiryOf(socket);
  if (Number.isNaN(expiresAt)) return new NetFault("tls_invalid", "the server showed no certificate");
  // An expired certificate that is also self-signed is first of all expired.
  const hasExpired = why.includes("CERT_HAS_EXPIRED") || expiresAt <= Date.now();
  return new CertificateFault(hasExpired ? "tls_expired" : "tls_invalid", why, expiresAt);
}
