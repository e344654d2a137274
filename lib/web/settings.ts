import { type Env, newSecretKey, readEnv } from "#lib/env.ts";
import { createLogger, type Logger } from "#lib/log.ts";
import { checkDestination } from "#lib/net/destination.ts";
import { createEgress } from "#lib/net/egress.ts";
import type { SnsReach } from "#lib/usecases/alerts/sns.ts";
import type { CheckDestination } from "#lib/usecases/monitors/destination.ts";
import type { SignInOptions } from "#lib/usecases/sign-in/auth.ts";
import { createLimits, type Limits } from "./request/limits.ts";
import { createSnsReach } from "./sns-reach.ts";

/** What every route of this process shares. */
export type Settings = {
  env: Env;
  log: Logger;
  limits: Limits;
  checkDestination: CheckDestination;
  signIn: SignInOptions;
  sns: SnsReach;
};

// On globalThis because Next may bundle this module several times: limits must count all routes of the process.
const HOLDER = Symbol.for("t-developer-status.web-settings");
const holder = globalThis as { [HOLDER]?: Settings };

/** The start always brings a SECRET_KEY; a web process run by hand without one forgets its sessions when it ends. */
const signInOptions = (env: Env, log: Logger): SignInOptions => ({
  publicUrl: env.PUBLIC_URL,
  secret: env.SECRET_KEY ?? newSecretKey(),
  warn: (message) => log.warn({ about: "sign-in" }, message),
});

function createSettings(): Settings {
  const env = readEnv();
  const egress = createEgress({ allow: env.EGRESS_ALLOW, dnsServers: env.DNS_SERVERS });
  const log = createLogger("web", env.LOG_LEVEL);
  return {
    env,
    log,
    limits: createLimits(),
    checkDestination: (destination) => checkDestination(destination, egress),
    signIn: signInOptions(env, log),
    sns: createSnsReach(egress),
  };
}

/** Made from the environment when a route is first asked. */
export function settings(): Settings {
  holder[HOLDER] ??= createSettings();
  return holder[HOLDER];
}
