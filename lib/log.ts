import { type Logger, pino, stdSerializers } from "pino";

/** Whatever may hold a secret is cut at this boundary, at any depth that we log. */
const SECRET_KEYS = [
  "authorization",
  "cookie",
  "password",
  "token",
  "secret",
  "apiToken",
  "secretKey",
  "databaseUrl",
  "smtpUrl",
  "SECRET_KEY",
  "API_TOKEN",
  "METRICS_TOKEN",
  "DATABASE_URL",
  "ADMIN_PASSWORD",
  "OIDC_CLIENT_SECRET",
];
const CENSOR = "[redacted]";

export type { Logger };

/** A user and password inside an address, wherever it stands in a text: database errors love to quote theirs. */
const withoutPasswords = (text: string): string =>
  text.replace(/(:\/\/[^\s/:@]*):[^\s/@]+@/g, `$1:${CENSOR}@`);

/** One JSON line per event on standard output. `level` is LOG_LEVEL. */
export function createLogger(role: string, level = "info"): Logger {
  return pino({
    level,
    base: { role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: CENSOR },
    hooks: { streamWrite: withoutPasswords },
  });
}
