import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { renderWith } from "#lib/usecases/snapshot/current.ts";
import { serve, type Web } from "./web.ts";

type Route = { GET: (request: Request, context: { params: Promise<object> }) => Promise<Response> };
export type PublicWeb = Web & {
  /** What is published; tests may replace it. Null answers every document with 500. */
  show: (next: Snapshot | null) => void;
  /** Paths asked for so far. */
  asked: string[];
};

const ROOT = join(import.meta.dirname, "../..");
const DYNAMIC = ["[id]", "[component]"];

/** The route file of a path below app/, and the values of its dynamic segments. */
function routeOf(path: string): { file: string; params: Record<string, string> } | null {
  const params: Record<string, string> = {};
  let folder = "app";
  for (const segment of path.split("/").filter(Boolean)) {
    const dynamic = DYNAMIC.find((name) => existsSync(join(ROOT, folder, name)));
    if (existsSync(join(ROOT, folder, segment))) folder += `/${segment}`;
    else if (dynamic) {
      params[dynamic.slice(1, -1)] = segment;
      folder += `/${dynamic}`;
    } else return null;
  }
  const file = join(ROOT, folder, "route.ts");
  return existsSync(file) ? { file, params } : null;
}

/** Serves the real route handlers of the public documents over HTTP, without Next and without a database. */
export async function servePublicDocuments(first: Snapshot): Promise<PublicWeb> {
  let shown: Snapshot | null = first;
  const asked: string[] = [];
  const web = await serve(async (request, response) => {
    const url = new URL(request.url ?? "/", web.origin);
    asked.push(url.pathname);
    const [, prefix, rest] = /^(?:\/(ko|en)(?=\/))?(\/.*)$/.exec(url.pathname) ?? [];
    const headers = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };
    if (rest === "/widget.js") {
      response.writeHead(200, { ...headers, "content-type": "text/javascript; charset=utf-8" });
      return void response.end(readFileSync(join(ROOT, "public/widget.js")));
    }
    const found = routeOf(rest ?? "/");
    const snapshot = shown;
    if (!found || !snapshot) return void response.writeHead(found ? 500 : 404, headers).end();
    const { GET } = (await import(found.file)) as Route;
    const world = { snapshot, isDatabaseAway: false, locale: (prefix ?? null) as Language | null };
    const answer = await renderWith(world, () =>
      GET(new Request(url), { params: Promise.resolve(found.params) }),
    );
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), ...headers });
    response.end(request.method === "HEAD" ? undefined : Buffer.from(await answer.arrayBuffer()));
  });
  return {
    ...web,
    asked,
    show: (next) => {
      shown = next;
    },
  };
}
