import { randomBytes } from "node:crypto";
import { z } from "zod";

const MIN_TOKEN_LENGTH = 32;

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" });
const hostPort = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/;

const schema = z
  .object({
    PORT: z.coerce.number({ error: "must be a port number" }).int().min(0).max(65_535).default(3000),
    HOST: z.string().min(1).default("127.0.0.1"),
    PUBLIC_URL: httpUrl.optional(),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// URL" }).optional(),
    DATA_DIR: z.string().min(1).default(".data"),
    SECRET_KEY: z.string().min(32, "must have at least 32 characters").optional(),
    ADMIN_EMAIL: z.email("must be an email address").optional(),
    ADMIN_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
    API_TOKEN: z
      .string()
      .min(MIN_TOKEN_LENGTH, `must have at least ${MIN_TOKEN_LENGTH} characters`)
      .optional(),
    PLATFORM_URL: httpUrl.optional(),
    EGRESS_ALLOW: list.pipe(z.array(z.string().regex(hostPort, "must be a list of host:port"))).default([]),
    DNS_SERVERS: list.pipe(z.array(z.string().min(1))).default([]),
    TRUSTED_PROXY_HOPS: z.coerce.number({ error: "must be a number" }).int().min(0).max(10).default(0),
    METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    CHROMIUM_PATH: z.string().optional(),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  })
  .refine((env) => !env.ADMIN_EMAIL === !env.ADMIN_PASSWORD, {
    path: ["ADMIN_EMAIL"],
    error: "and ADMIN_PASSWORD must be set together",
  });

export type Env = z.infer<typeof schema> & { PUBLIC_URL: string };

/** Every name that the product reads, for .env.example's test. */
export const ENV_NAMES = Object.keys(schema.shape) as (keyof Env)[];

export class BadEnvironment extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

/**
 * Reads and checks the environment; an empty value counts as unset. The only reader of process.env.
 * @throws BadEnvironment with one sentence per fault, all at once
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(ENV_NAMES.map((name) => [name, source[name] || undefined]));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new BadEnvironment(
      parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`),
    );
  const env = parsed.data;
  return { ...env, PUBLIC_URL: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, "") };
}

/** A fresh secret for SECRET_KEY, when the operator brings none. */
export const newSecretKey = (): string => randomBytes(32).toString("base64url");
