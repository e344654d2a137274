import type { DocumentKind } from "../public-paths.ts";

const HSTS_SECONDS = 31_536_000;
const PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

const REFERRER = { page: "strict-origin-when-cross-origin", other: "no-referrer" };
/**
 * The address of a personal page is a secret, so no other site may hear of it. Browsers take the last policy they know:
 * with `no-referrer` alone they would send `Origin: null` with our own forms, which could then not be told from foreign ones.
 */
const PERSONAL_REFERRER = "no-referrer, same-origin";

const NOTHING = ["default-src 'none'", "script-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];

/**
 * The policy of a public page: only our own files, nothing inline but what `scriptHashes` names. Never 'unsafe-inline',
 * never a per-request nonce: the page is cached.
 */
export function pagePolicy(options: { scriptHashes?: string[]; isHttps: boolean }): string {
  const hashes = options.scriptHashes ?? [];
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(" "),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(options.isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/**
 * The policy of an admin page, made anew for each answer: scripts by nonce, nothing inline without it. The preview of
 * what readers will see is a frame of our own; pictures may be data of the page itself (QR codes, a logo before upload).
 */
export function adminPolicy(nonce: string, isHttps: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/**
 * The policy of a mail that is shown before it is sent: its own styles, as mail has them, pictures, and nothing that runs,
 * asks or leads anywhere. Shown within the admin alone.
 */
export const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox",
].join("; ");

const policyOf = (kind: DocumentKind): string =>
  (kind === "image" ? [...NOTHING, "style-src 'unsafe-inline'", "sandbox"] : NOTHING).join("; ");

/** Headers, as a flat list of names and values, that every answer of this kind carries. `policy`: of a page. */
export function securityHeaders(
  kind: DocumentKind,
  options: { policy?: string; isHttps: boolean; isShared?: boolean; isPersonal?: boolean },
): string[] {
  return [
    ...["content-security-policy", options.policy ?? policyOf(kind)],
    ...["x-content-type-options", "nosniff"],
    ...[
      "referrer-policy",
      options.isPersonal ? PERSONAL_REFERRER : REFERRER[kind === "page" ? "page" : "other"],
    ],
    ...(kind === "page"
      ? ["permissions-policy", PERMISSIONS, "cross-origin-opener-policy", "same-origin"]
      : []),
    ...["cross-origin-resource-policy", options.isShared ? "cross-origin" : "same-origin"],
    ...(options.isHttps ? ["strict-transport-security", `max-age=${HSTS_SECONDS}; includeSubDomains`] : []),
  ];
}

/** Answers that any origin may read. */
export const CROSS_ORIGIN = [
  ...["access-control-allow-origin", "*"],
  ...["access-control-expose-headers", "etag, x-snapshot-version"],
];
