import { lookup, type RecordWithTtl, Resolver } from "node:dns";
import { isIP } from "node:net";
import { untilAborted } from "./deadline.ts";
import { NetFault } from "./fault.ts";

/** One query waits this long, and is repeated once. */
const QUERY_TIMEOUT_MS = 2_000;
const QUERY_TRIES = 2;
/** Once one address family has answered, the other gets this long: a name server that drops AAAA stops nobody. */
const SECOND_FAMILY_DELAY_MS = 250;
/** The system's name servers are read again this often: a long-lived resolver would keep those of an old network. */
const RENEW_AFTER_MS = 30_000;
/** No such name, no such record, or no name server at all: /etc/hosts and search domains may still know the name. */
const ASK_SYSTEM_AFTER = new Set(["ENOTFOUND", "ENODATA", "ECONNREFUSED"]);

export type NameResolver = {
  /**
   * Every address of a name, IPv4 first (containers often have an IPv6 address and no route). Never cached.
   * @throws NetFault `dns_failed`
   */
  addresses(name: string, signal: AbortSignal): Promise<string[]>;
  /** The records of one type as node:dns gives them; rejects with the error of node:dns. */
  records(name: string, type: string, signal: AbortSignal): Promise<unknown>;
};

/**
 * Asks the given servers (`address` or `address:port`), or without any the system's. Asynchronous sockets rather than
 * getaddrinfo: that blocks one of four threads per name, and one dead name server would stall all other probes.
 * @throws TypeError when a server is no address
 */
export function createResolver(servers: readonly string[]): NameResolver {
  let resolver = open(servers);
  let renewAt = performance.now() + RENEW_AFTER_MS;
  const current = (): Resolver => {
    if (servers.length === 0 && performance.now() > renewAt) {
      resolver = open(servers);
      renewAt = performance.now() + RENEW_AFTER_MS;
    }
    return resolver;
  };
  return {
    addresses(name, signal) {
      if (isIP(name)) return Promise.resolve([name]);
      // RFC 6761: localhost never leaves the machine.
      if (/(^|\.)localhost\.?$/.test(name)) return Promise.resolve(["127.0.0.1", "::1"]);
      return untilAborted(signal, (resolve, reject) =>
        askBothFamilies(current(), name, resolve, (code) => {
          if (servers.length === 0 && ASK_SYSTEM_AFTER.has(code)) askSystem(name, resolve, reject);
          else reject(new NetFault("dns_failed", `${name}: ${code}`));
        }),
      );
    },
    records: (name, type, signal) =>
      untilAborted(signal, (resolve, reject) => {
        current().resolve(name, type, (error: Error | null, records: unknown) =>
          error ? reject(error) : resolve(records),
        );
        return undefined;
      }),
  };
}

function open(servers: readonly string[]): Resolver {
  const resolver = new Resolver({
    timeout: QUERY_TIMEOUT_MS,
    tries: QUERY_TRIES,
    maxTimeout: QUERY_TIMEOUT_MS,
  });
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

function askBothFamilies(
  resolver: Resolver,
  name: string,
  resolve: (addresses: string[]) => void,
  reject: (code: string) => void,
): () => void {
  const found: string[][] = [[], []];
  const codes: string[] = [];
  let pending = 2;
  let timer: NodeJS.Timeout | undefined;
  const finish = () => {
    const addresses = found.flat();
    if (addresses.length > 0) resolve(addresses);
    // The graver of the two: a name server that failed says less than one that denied.
    else reject(codes.find((code) => !ASK_SYSTEM_AFTER.has(code)) ?? codes[0] ?? "ENODATA");
  };
  const answered = (family: number) => (error: NodeJS.ErrnoException | null, list: RecordWithTtl[]) => {
    pending -= 1;
    if (error) codes.push(error.code ?? error.message);
    else found[family] = list.map((record) => record.address);
    if (pending === 0) finish();
    else if (!error) timer = setTimeout(finish, SECOND_FAMILY_DELAY_MS);
  };
  resolver.resolve4(name, { ttl: true }, answered(0));
  resolver.resolve6(name, { ttl: true }, answered(1));
  return () => clearTimeout(timer);
}

function askSystem(
  name: string,
  resolve: (addresses: string[]) => void,
  reject: (error: NetFault) => void,
): void {
  lookup(name, { all: true, order: "ipv4first" }, (error, found) => {
    if (error) reject(new NetFault("dns_failed", `${name}: ${error.code ?? error.message}`));
    else resolve(found.map((entry) => entry.address));
  });
}
