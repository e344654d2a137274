import { createEgress, type Egress } from "#lib/net/egress.ts";
import { hostPort, portOf, withoutBrackets } from "#lib/net/host.ts";
import type { DueProbe } from "#lib/usecases/monitors/claim.ts";

/** The way out for one probe. */
export type EgressOf = (due: Pick<DueProbe, "isFromCatalogue" | "target">) => Egress;

/**
 * PLATFORM_URL is the operator's own word: it may be private, but only for the catalogue's monitors of that very origin.
 * A monitor that somebody made through the API gets no further by it.
 */
export function chooseEgress(env: {
  EGRESS_ALLOW: string[];
  DNS_SERVERS: string[];
  PLATFORM_URL?: string;
}): EgressOf {
  const dnsServers = env.DNS_SERVERS;
  const everybody = createEgress({ allow: env.EGRESS_ALLOW, dnsServers });
  if (!env.PLATFORM_URL) return () => everybody;
  const platform = new URL(env.PLATFORM_URL);
  const own = hostPort(withoutBrackets(platform.hostname), portOf(platform));
  const catalogue = createEgress({ allow: [...env.EGRESS_ALLOW, own], dnsServers });
  return ({ isFromCatalogue, target }) => {
    const isOwn = isFromCatalogue && target.kind === "http";
    return isOwn && URL.parse(target.config.url)?.origin === platform.origin ? catalogue : everybody;
  };
}
