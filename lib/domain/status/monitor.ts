import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { httpUrl, storable } from "#lib/domain/input/text.ts";

export const MIN_INTERVAL_SECONDS = 10;
export const MAX_INTERVAL_SECONDS = 86_400;
export const MIN_TIMEOUT_MS = 100;
export const MAX_TIMEOUT_MS = 60_000;
export const MAX_CONFIRMATIONS = 10;
export const MAX_KEYWORD_LENGTH = 1_000;
export const MAX_HEADERS = 20;
export const MAX_BODY_LENGTH = 10_000;
export const MAX_AUTO_PUBLISH_MINUTES = 1_440;

/** Kinds that people may create. `self` is the built-in probe of our own /healthz. */
export const MONITOR_KINDS = ["http", "tcp", "dns", "tls", "heartbeat", "external"] as const;
export type MonitorKind = (typeof MONITOR_KINDS)[number] | "self";

export const DNS_RECORDS = ["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA"] as const;

/** "200-299", "200", "200,204,300-399": parsed into inclusive ranges. */
const expectedStatus = z
  .string()
  .max(100)
  .regex(/^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/, 'like "200-299" or "200,204"');

/** Each dot ends exactly one label, so that the search cannot wander: a host is checked in linear time. */
const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const HOST_NAME = new RegExp(`^(?:${LABEL}\\.)*${LABEL}\\.?$`, "i");
const isIpv6 = (text: string): boolean =>
  /^[0-9a-f:.]{2,45}$/i.test(text) && text.includes(":") && URL.canParse(`http://[${text}]/`);
const hostname = z
  .string()
  .max(253)
  .refine((text) => HOST_NAME.test(text) || isIpv6(text), "a host name or an IP address");
const port = z.number().int().min(1).max(65_535);
const url = httpUrl(2_000).refine((text) => {
  // The check of the form has already told what no parser can read.
  const parsed = URL.parse(text);
  return !parsed?.username && !parsed?.password;
}, "user names and passwords do not belong into the URL: send a header");
/** Headers that describe the connection or the message itself: the probe sets them, nobody else. */
const CONNECTION_HEADERS =
  /^(host|connection|keep-alive|content-length|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const headers = z
  .record(
    z.string(),
    z
      .string()
      .max(2_000)
      .regex(/^[\t\x20-\x7e\x80-\xff]*$/, "one line of Latin-1 characters"),
  )
  .superRefine((map, context) => {
    const names = Object.keys(map);
    if (names.length > MAX_HEADERS) context.addIssue(`at most ${MAX_HEADERS} headers`);
    for (const name of names) {
      const isName = HEADER_NAME.test(name);
      if (isName && !CONNECTION_HEADERS.test(name)) continue;
      const message = isName ? "this header is set by the probe itself" : "no name of a header";
      context.addIssue({ code: "custom", path: [name], message });
    }
  });

export const httpConfig = z.object({
  url,
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]).default("GET"),
  headers: headers.default({}),
  body: storable(MAX_BODY_LENGTH).optional(),
  follow_redirects: z.boolean().default(true),
  expected_status: expectedStatus.default("200-299"),
  keyword: storable(MAX_KEYWORD_LENGTH).optional(),
  /** https only: fewer days than this until the certificate ends is degraded. */
  minimum_days: z.number().int().min(0).max(365).optional(),
});
export const tcpConfig = z.object({ host: hostname, port });
export const dnsConfig = z.object({
  host: hostname,
  record: z.enum(DNS_RECORDS).default("A"),
  /** One of the answers must equal this (case-insensitive, without the trailing dot). */
  expected: storable(1_000).optional(),
});
export const tlsConfig = z.object({
  host: hostname,
  port: port.default(443),
  minimum_days: z.number().int().min(0).max(365).default(14),
});
export const heartbeatConfig = z.object({ grace_seconds: z.number().int().min(0).max(86_400).default(30) });
export const externalConfig = z.object({});
export const selfConfig = z.object({});

export const MONITOR_CONFIGS = {
  http: httpConfig,
  tcp: tcpConfig,
  dns: dnsConfig,
  tls: tlsConfig,
  heartbeat: heartbeatConfig,
  external: externalConfig,
  self: selfConfig,
} as const satisfies Record<MonitorKind, z.ZodType>;

export type MonitorConfigs = { [K in MonitorKind]: z.infer<(typeof MONITOR_CONFIGS)[K]> };

/** What every kind has; `MONITOR_CONFIGS[kind]` has the rest. Field names are those of the manage API. */
export const monitorCommon = z.object({
  component_id: id,
  interval_seconds: z.number().int().min(MIN_INTERVAL_SECONDS).max(MAX_INTERVAL_SECONDS).default(30),
  timeout_ms: z.number().int().min(MIN_TIMEOUT_MS).max(MAX_TIMEOUT_MS).default(10_000),
  confirmations: z.number().int().min(1).max(MAX_CONFIRMATIONS).default(2),
  degraded_above_ms: z.number().int().min(1).max(MAX_TIMEOUT_MS).nullable().default(null),
  enabled: z.boolean().default(true),
  auto_incident: z.enum(["off", "draft", "publish"]).default("draft"),
  auto_publish_after_minutes: z
    .number()
    .int()
    .min(1)
    .max(MAX_AUTO_PUBLISH_MINUTES)
    .nullable()
    .default(null)
    .meta({
      description: "An automatic draft that nobody attended to is published after so long; null: never",
    }),
});

/** What a probe needs to know about its monitor. */
export type ProbeTarget = {
  [K in MonitorKind]: {
    id: string;
    kind: K;
    config: MonitorConfigs[K];
    timeoutMs: number;
    degradedAboveMs: number | null;
  };
}[MonitorKind];
