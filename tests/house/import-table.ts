import { posix } from "node:path";
import { type Import, importsOf } from "./source.ts";

const WORDS = ["domain", "net", "messages"];
const DOORLESS = [...WORDS, ..."data usecases channels probes sources api reports setup env log".split(" ")];

/** Who may import whom, by the first folder below lib (or app, components). `env` and `log` are single files. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  data: ["domain"],
  usecases: ["domain", "data", "messages"],
  messages: ["domain"],
  net: ["domain"],
  channels: WORDS,
  probes: WORDS,
  sources: WORDS,
  api: WORDS,
  reports: WORDS,
  web: ["domain", "usecases", "api", "net", "env", "log"],
  server: ["usecases", "api", "domain", "env", "log"],
  worker: DOORLESS,
  setup: [...DOORLESS, "web", "server", "worker"],
  app: ["web", "usecases", "api", "messages", "reports", "components", "domain"],
  components: ["domain"],
  env: ["domain"],
  log: [],
};

const NEXT_ALLOWED = new Set(["app", "server", "web", "components"]);
/** Packages that the domain may use: validation, pure arithmetic, phone numbers, YAML, and the trees that Markdown is made into. */
const DOMAIN_PACKAGES = [
  ...["zod", "yaml", "temporal-polyfill", "rrule", "libphonenumber-js"],
  ...[
    "unified",
    "remark-parse",
    "remark-breaks",
    "remark-rehype",
    "rehype-sanitize",
    "rehype-parse",
    "hast-util-sanitize",
    "rehype-stringify",
    "mdast",
    "hast",
  ],
];
/** Every outbound byte goes through lib/net; the other two listen, or look at their own machine. */
const MAY_DIAL = new Set(["net", "server", "setup"]);
const DIALLERS = /^(node:)?(http|https|http2|net|tls|dns|dns\/promises|dgram)$|^undici$/;
/**
 * Packages that could dial by themselves. Nodemailer does, to the operator's own SMTP server; the others are given our
 * egress. Checking a signature dials nobody.
 */
const DIALLING_PACKAGES = /^(nodemailer|twilio(?!\/lib\/webhooks\/)|@slack\/webhook)(\/|$)/;
const PURE_NAMES = new Set(["isIP", "isIPv4", "isIPv6", "BlockList", "SocketAddress", "STATUS_CODES"]);

/** The row of the table that a file belongs to, or null for a file outside of it. */
export function layerOf(path: string): string | null {
  const [top = "", second = ""] = path.split("/");
  if (top === "app" || top === "components") return top;
  return top === "lib" ? second.replace(/\.ts$/, "") : null;
}

/** Path below the root that an import of ours points at, or null for a package. */
export function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : null;
}

function faultOfPackage(layer: string, { specifier, names, isTypeOnly }: Import): string | null {
  if (specifier === "server-only" && layer !== "web") return "only lib/web may import server-only";
  if (/^next(\/|$)/.test(specifier) && !NEXT_ALLOWED.has(layer)) return `${layer} must not import Next`;
  if (layer === "domain" && !DOMAIN_PACKAGES.includes(specifier.split("/")[0] ?? ""))
    return "domain may import zod, pure arithmetic, phone numbers, YAML and the trees of Markdown only, no Node built-ins";
  if (DIALLING_PACKAGES.test(specifier) && !isTypeOnly && layer !== "channels")
    return "only lib/channels sends messages";
  const isPure = names.length > 0 && names.every((name) => PURE_NAMES.has(name));
  if (DIALLERS.test(specifier) && !isTypeOnly && !isPure && !MAY_DIAL.has(layer))
    return `only lib/net dials; ${layer} goes through its egress`;
  return null;
}

function faultOf(path: string, layer: string, one: Import): string | null {
  const target = resolveImport(path, one.specifier);
  if (target === null) return faultOfPackage(layer, one);
  const other = layerOf(target);
  if (other === layer) return null;
  if (target.startsWith("lib/data/generated")) return "generated types stay inside lib/data";
  if (other === null) return "the product imports only lib, app and components";
  return MAY_IMPORT[layer]?.includes(other) ? null : `${layer} must not import ${other}`;
}

/** Every import of one source file that the table forbids, as sentences. */
export function importFaults(path: string, text: string): string[] {
  const layer = layerOf(path);
  if (layer === null || layer === "testing") return [];
  if (!(layer in MAY_IMPORT)) return [`${path}: the import table has no row for ${layer}`];
  return importsOf(path, text)
    .map((one) => ({ one, fault: faultOf(path, layer, one) }))
    .filter(({ fault }) => fault !== null)
    .map(({ one, fault }) => `${path} imports ${one.specifier}: ${fault}`);
}
