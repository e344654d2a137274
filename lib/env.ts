import { createPrivateKey, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { z } from "zod";
import type { ChannelSetups } from "#lib/domain/delivery/channel.ts";
import { setupsOf } from "#lib/domain/delivery/setups.ts";
import { email, password } from "#lib/domain/people/person.ts";

const MIN_SECRET_LENGTH = 32;
const MIN_METRICS_TOKEN_LENGTH = 16;
const MAX_PORT = 65_535;
const MAX_PROXY_HOPS = 10;
const MAX_SMS_A_DAY = 1_000_000;

/** Values that a sentence about a fault must not repeat. */
const SECRETS = new Set([
  "DATABASE_URL",
  "SECRET_KEY",
  "API_TOKEN",
  "METRICS_TOKEN",
  "ADMIN_PASSWORD",
  "OIDC_CLIENT_SECRET",
  "SMTP_URL",
  "TWILIO_AUTH_TOKEN",
  "DKIM_PRIVATE_KEY",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
]);

const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value >= min && value <= max, error);
};
const secret = (length: number) => z.string().min(length, `must have at least ${length} characters`);

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);
const listOf = (isValid: (item: string) => boolean, error: string) =>
  list.refine((items) => items.every(isValid), error);

function isHostPort(text: string): boolean {
  const match = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(text);
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= MAX_PORT;
}

/** A key that cannot sign would send every mail unsigned, without a word. */
function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

function isDnsServer(text: string): boolean {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  if (bracketed) return isIP(bracketed[1]!) === 6;
  return isIP(text) !== 0 || isIP(text.replace(/:\d{1,5}$/, "")) === 4;
}

const httpUrl = z.url({
  protocol: /^https?$/,
  error: "must be an http:// or https:// URL, such as https://status.example.com",
});
const isPlain = (url: URL) => !url.username && !url.password && !url.search && !url.hash;

const publicUrl = httpUrl.refine(
  (text) => !URL.canParse(text) || (isPlain(new URL(text)) && new URL(text).pathname === "/"),
  "must be an address without a path, such as https://status.example.com",
);
const platformUrl = httpUrl.refine(
  (text) => !URL.canParse(text) || isPlain(new URL(text)),
  "must not hold a user name, a query or a fragment",
);

const HOST_NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;
const hosts = listOf(
  (item) => HOST_NAME.test(item),
  "must be a comma-separated list of host names",
).transform((items) => items.map((item) => item.toLowerCase()));
/** `name@example.com` or `T-Developer Status <name@example.com>`. */
const mailFrom = z
  .string()
  .max(320)
  .refine((text) => {
    const address = /^(?:[^<>"\\\p{Cc}]*<([^<>]+)>|([^<>\s]+))$/u.exec(text);
    return address !== null && email.safeParse(address[1] ?? address[2]).success;
  }, "must be an address, such as status@example.com or Example Status <status@example.com>");

const TOGETHER = [
  ["ADMIN_EMAIL", "ADMIN_PASSWORD"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["SMTP_URL", "MAIL_FROM"],
  ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"],
  ["DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_PRIVATE_KEY"],
  ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
] as const;

const schema = z.object({
  PORT: wholeNumber(1, MAX_PORT).default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "must be an address or a host name to listen on")
    .default("127.0.0.1"),
  PUBLIC_URL: publicUrl.optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: "must be a postgresql:// URL, such as postgresql://user:password@host:5432/database",
    })
    .optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  SECRET_KEY: secret(MIN_SECRET_LENGTH).optional(),
  API_TOKEN: secret(MIN_SECRET_LENGTH).optional(),
  ADMIN_EMAIL: email.optional(),
  ADMIN_PASSWORD: password.optional(),
  OIDC_ISSUER: platformUrl.optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().max(2_000).optional(),
  OIDC_NAME: z.string().max(40, "must have at most 40 characters").default("SSO"),
  PLATFORM_URL: platformUrl.optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "must be an smtp:// or smtps:// URL, such as smtp://user:password@relay:587",
    })
    .optional(),
  MAIL_FROM: mailFrom.optional(),
  DKIM_DOMAIN: z.string().regex(HOST_NAME, "must be a domain").optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/i, "must be the name of a selector")
    .optional(),
  DKIM_PRIVATE_KEY: z
    .string()
    .transform((text) => text.replaceAll("\\n", "\n"))
    .refine(isRsaKey, "must be an RSA private key in PEM, with \\n for new lines")
    .optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, "must begin with AC and have 34 characters")
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(8, "must have at least 8 characters").optional(),
  TWILIO_FROM: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/,
      "must be a number such as +15005550006, a short code, a sender name or a messaging service (MG…)",
    )
    .optional(),
  TWILIO_BASE_URL: platformUrl.default("https://api.twilio.com"),
  SMS_COUNTRIES: listOf(
    (item) => /^[A-Za-z]{2}$/.test(item),
    "must be a comma-separated list of countries, such as KR,US",
  )
    .transform((items) => items.map((item) => item.toUpperCase()))
    .default(["KR"]),
  SMS_DAILY_LIMIT: wholeNumber(0, MAX_SMS_A_DAY).default(1_000),
  SLACK_WEBHOOK_HOSTS: hosts.default(["hooks.slack.com"]),
  TEAMS_WEBHOOK_HOSTS: hosts.default(["webhook.office.com", "logic.azure.com", "powerplatform.com"]),
  PUBLIC_WEBHOOK_SUBSCRIPTIONS: z
    .enum(["on", "off"], { error: "must be on or off" })
    .default("off")
    .transform((text) => text === "on"),
  EGRESS_ALLOW: listOf(isHostPort, "must be a comma-separated list of host:port").default([]),
  DNS_SERVERS: listOf(
    isDnsServer,
    "must be a comma-separated list of IP addresses, each with or without a port",
  ).default([]),
  ALB_LOGS_DIR: z.string().regex(/^\//, "must be an absolute path of a folder").optional(),
  AWS_ACCESS_KEY_ID: z.string().max(128).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().max(256).optional(),
  AWS_SESSION_TOKEN: z.string().max(4_096).optional(),
  TRUSTED_PROXY_HOPS: wholeNumber(0, MAX_PROXY_HOPS).default(0),
  METRICS_TOKEN: secret(MIN_METRICS_TOKEN_LENGTH).optional(),
  CHROMIUM_PATH: z.string().optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    })
    .default("info"),
});

export type Env = z.infer<typeof schema> & { PUBLIC_URL: string };

/** Every name that the product reads, for .env.example's test. */
export const ENV_NAMES = Object.keys(schema.shape) as (keyof Env)[];

/** The environment has faults: one sentence each, all of them at once. */
export class BadEnvironment extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(faults.join("\n"));
    this.name = "BadEnvironment";
    this.faults = faults;
  }
}

const given = (source: NodeJS.ProcessEnv, name: string) => source[name]?.trim() || undefined;

/**
 * Reads and checks the environment; an empty value counts as unset. The only reader of process.env.
 * @throws BadEnvironment with one sentence per fault, all at once
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const values = Object.fromEntries(ENV_NAMES.map((name) => [name, given(source, name)]));
  const parsed = schema.safeParse(values);
  if (!parsed.success)
    throw new BadEnvironment(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name} ${issue.message}${SECRETS.has(name) ? "" : ` (it is "${values[name]}")`}.`;
      }),
    );
  const env = parsed.data;
  const alone = TOGETHER.flatMap((names) => {
    const missing = names.filter((name) => env[name] === undefined);
    const isWhole = missing.length === 0 || missing.length === names.length;
    return isWhole ? [] : [`${names.join(", ")} are set together: ${missing.join(" and ")} is missing.`];
  });
  if (alone.length > 0) throw new BadEnvironment(alone);
  return { ...env, PUBLIC_URL: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "") };
}

/** Which channels this installation can send over, and what is to be set for the others. */
export const channelSetups = (env: Env): ChannelSetups => setupsOf(env);

/** Reads the file `.env` beside package.json, if there is one; variables that are set already win. */
export function loadEnvFile(path: string): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** What a child process inherits, as it is: our own names are checked by that child again. */
export const inheritedEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env });

/** A fresh secret for SECRET_KEY, when the operator brings none. */
export const newSecretKey = (): string => randomBytes(32).toString("base64url");
