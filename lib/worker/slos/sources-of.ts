import type { Env } from "#lib/env.ts";
import { createEgress } from "#lib/net/egress.ts";
import type { SourceParts } from "./sources.ts";

type Named =
  | "EGRESS_ALLOW"
  | "DNS_SERVERS"
  | "ALB_LOGS_DIR"
  | `AWS_${"ACCESS_KEY_ID" | "SECRET_ACCESS_KEY" | "SESSION_TOKEN"}`;

/** How sources are reached: the one way out, the folder of access logs, and the keys of AWS. */
export function sourcesOf(env: Pick<Env, Named>): Omit<SourceParts, "log"> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return {
    egress: createEgress({ allow: env.EGRESS_ALLOW, dnsServers: env.DNS_SERVERS }),
    logsDir: env.ALB_LOGS_DIR,
    ...(accessKeyId &&
      secretAccessKey && { aws: { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN } }),
  };
}
