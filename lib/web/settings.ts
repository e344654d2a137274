import { type Env, readEnv } from "#lib/env.ts";
import { createLogger, type Logger } from "#lib/log.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import type { CheckDestination } from "#lib/usecases/monitors/destination.ts";
import { createLimits, type Limits } from "./limits.ts";

/** What every route of this process shares. */
export type Settings = { env: Env; log: Logger; limits: Limits; checkDestination: CheckDestination };

// On globalThis because Next may bundle this module several times: limits must count all routes of the process.
const HOLDER = Symbol.for("t-developer-status.web-settings");
const holder = globalThis as { [HOLDER]?: Settings };

function createSettings(): Settings {
  const env = readEnv();
  const egress = createEgress({ allow: env.EGRESS_ALLOW, dnsServers: env.DNS_SERVERS });
  return {
    env,
    log: createLogger("web", env.LOG_LEVEL),
    limits: createLimits(),
    checkDestination: (destination) => checkDestination(destination, egress),
  };
}

/** Made from the environment when a route is first asked. */
export function settings(): Settings {
  holder[HOLDER] ??= createSettings();
  return holder[HOLDER];
}
