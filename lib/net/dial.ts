import { connect, type Socket } from "node:net";
import type { Reason } from "#lib/domain/reason.ts";
import { untilAborted } from "./deadline.ts";
import { NetFault, toFault } from "./fault.ts";

/** The next address is tried when the one before has not answered for this long (RFC 8305). */
const NEXT_ADDRESS_AFTER_MS = 250;
/** Of a longer answer only the first are tried (all are checked). */
const MAX_ADDRESSES = 4;
/** When every address fails, the failure that came closest to the target is told: a missing IPv6 route hides no refusal. */
const TELLING: readonly Reason[] = ["refused", "reset", "connect_timeout", "unreachable"];

/**
 * Opens a TCP connection to the first of the checked addresses that answers. Takes numeric addresses only, so nothing is
 * resolved a second time.
 * @throws NetFault, or the signal's reason
 */
export function dial(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  return untilAborted(signal, (resolve, reject) => {
    const waiting = addresses.slice(0, MAX_ADDRESSES);
    const attempts = new Set<Socket>();
    const failures: unknown[] = [];
    let timer: NodeJS.Timeout | undefined;

    const tryNext = () => {
      clearTimeout(timer);
      const address = waiting.shift();
      if (address === undefined) {
        if (attempts.size === 0) reject(mostTelling(failures));
        return;
      }
      const socket = connect({ host: address, port, noDelay: true, autoSelectFamily: false });
      attempts.add(socket);
      socket.once("connect", () => {
        attempts.delete(socket);
        // From here on the owner learns of errors by the socket's end; without a listener one would end the process.
        socket.removeListener("error", onError).on("error", () => {});
        resolve(socket);
      });
      const onError = (error: Error) => {
        attempts.delete(socket);
        failures.push(toFault(error));
        tryNext();
      };
      socket.once("error", onError);
      if (waiting.length > 0) timer = setTimeout(tryNext, NEXT_ADDRESS_AFTER_MS);
    };
    tryNext();

    return () => {
      clearTimeout(timer);
      for (const socket of attempts) {
        // A late error of a connection that nobody waits for any more is no news.
        socket.removeAllListeners().on("error", () => {});
        socket.destroy();
      }
    };
  });
}

function mostTelling(failures: readonly unknown[]): unknown {
  const rank = (failure: unknown) =>
    failure instanceof NetFault ? TELLING.indexOf(failure.reason) : Number.MAX_SAFE_INTEGER;
  return [...failures].sort((a, b) => rank(a) - rank(b))[0];
}
