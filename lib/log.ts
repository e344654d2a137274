import { type Logger, pino } from "pino";

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
];

export type { Logger };

/** One JSON line per event on standard output. `level` is LOG_LEVEL. */
export function createLogger(role: string, level = "info"): Logger {
  return pino({
    level,
    base: { role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  });
}
