import { whyNotPublic } from "./address.ts";
import { NetFault } from "./fault.ts";
import { hostPort, parseHostPort } from "./host.ts";

/** Decides which addresses may be dialled. Hosts are in the form of `parseHost`. */
export type Guard = {
  /** True when the operator listed exactly this host and port, as written. */
  trusts(host: string, port: number): boolean;
  /** @throws NetFault `address_not_allowed` unless every address is public or listed with this port */
  check(host: string, addresses: readonly string[], port: number): void;
};

/**
 * @param allow EGRESS_ALLOW: exact `host:port` entries that may be private
 * @throws RangeError for a malformed entry
 */
export function createGuard(allow: readonly string[]): Guard {
  const listed = new Set(
    allow.map((entry) => {
      const parsed = parseHostPort(entry);
      if (!parsed) throw new RangeError(`EGRESS_ALLOW: "${entry}" is not host:port`);
      return hostPort(parsed.host, parsed.port);
    }),
  );
  const trusts = (host: string, port: number) => listed.has(hostPort(host, port));
  return {
    trusts,
    check(host, addresses, port) {
      if (trusts(host, port)) return;
      for (const address of addresses) {
        const why = trusts(address, port) ? null : whyNotPublic(address);
        if (why === null) continue;
        const subject = address === host ? address : `${host} resolves to ${address}, which`;
        throw new NetFault("address_not_allowed", `${subject} is ${why}`);
      }
    },
  };
}
