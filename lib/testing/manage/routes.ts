import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

const APP = join(import.meta.dirname, "../../../app");

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Response | Promise<Response>;
type Module = Record<string, Handler | undefined>;
export type Route = { path: string; pattern: RegExp; load: () => Promise<Module> };

/** "/v1/pages/[page_id]" → the path of the document, "/v1/pages/{page_id}". */
const documented = (folder: string): string => `/${folder.replace(/\[(\w+)\]/g, "{$1}")}`;

function patternOf(folder: string): RegExp {
  const source = folder
    .replace(/\./g, "\\.")
    .replace(/\[\\\.\\\.\\\.(\w+)\]|\[(\w+)\]/g, (_, rest, one) =>
      rest ? `(?<${rest}>.+)` : `(?<${one}>[^/]+)`,
    );
  return new RegExp(`^/${source}$`);
}

/** A fixed name wins over a parameter, and a catch-all comes last, as in Next. */
const rank = (folder: string): number => (folder.includes("[...") ? 1_000 : 0) + folder.split("[").length;

/** The route files below app/ whose path begins with one of the prefixes; catch-all routes last, as in Next. */
export function routesBelow(...prefixes: string[]): Route[] {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" });
  const folders = files
    .filter((file) => file.endsWith("/route.ts") && prefixes.some((prefix) => file.startsWith(prefix)))
    .map((file) => relative(APP, join(APP, file, "..")));
  folders.sort((a, b) => rank(a) - rank(b));
  return folders.map((folder) => ({
    path: documented(folder),
    pattern: patternOf(folder),
    load: () => import(join(APP, folder, "route.ts")),
  }));
}

const routes = routesBelow("v1", "heartbeat", "ingest", "api/auth", "api/v2/subscribers.json");

/** Calls the route handler that Next would call, without Next: what a test of an endpoint needs. */
export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  for (const { pattern, load } of routes) {
    const match = pattern.exec(pathname);
    if (!match) continue;
    const handler = (await load())[request.method];
    if (!handler) return new Response(null, { status: 405 });
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    return await handler(request, { params: Promise.resolve(params) });
  }
  return new Response(null, { status: 404 });
}
