import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { type Logger, pino } from "pino";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { createDispatch, type Doors } from "#lib/server/dispatch.ts";
import type { DocumentRequest, Rendered } from "#lib/server/documents/entry.ts";
import type { World } from "#lib/server/documents/generation.ts";
import { PageCache, type Render } from "#lib/server/documents/page-cache.ts";
import { PublicDocuments } from "#lib/server/documents/public-documents.ts";
import { createListener } from "#lib/server/http/listener.ts";
import { StaticFiles } from "#lib/server/http/static-files.ts";
import { calmSnapshot } from "./snapshots.ts";

export const SILENT: Logger = pino({ level: "silent" });

/** A rendering whose text tells what it was made of. */
export const plainRender: Render = async ({ rule, path, search, locale }, { snapshot, isDatabaseAway }) => {
  const told = `${path}${search} ${locale} v${snapshot.version} ${isDatabaseAway ? "away" : "here"}`;
  const filler = "uptime ".repeat(100);
  return rule.kind === "page"
    ? html(`<!DOCTYPE html><html><body><script>next()</script>${told} ${filler}</body></html>`)
    : { status: 200, contentType: "application/json", body: Buffer.from(JSON.stringify({ told, filler })) };
};

export const html = (text: string): Rendered => ({
  status: 200,
  contentType: "text/html; charset=utf-8",
  body: Buffer.from(text),
});

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string };
export type Asked = { method?: string; headers?: Record<string, string>; body?: string };

/** One request over a connection of its own, nothing decoded or followed. */
export function ask(
  origin: string,
  path: string,
  { method = "GET", headers = {}, body }: Asked = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers, agent: false }, async (answer) => {
      const bytes = Buffer.concat(await answer.toArray());
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: bytes,
        text: bytes.toString(),
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

export type PublicServer = {
  origin: string;
  cache: PageCache;
  documents: PublicDocuments;
  /** What was rendered so far, in order. */
  rendered: { request: DocumentRequest; version: number }[];
  show: (snapshot: Snapshot, isDatabaseAway?: boolean) => Promise<void>;
  close: () => Promise<void>;
};

type Given = {
  render?: Render;
  site?: { publicUrl: string; buildId: string };
  doors?: Partial<Doors>;
  core?: (world: World) => DocumentRequest[];
  maxBytes?: number;
  now?: () => number;
};

/** Our real HTTP server and page cache, with `render` in Next's place; shows the calm page. */
export async function startPublicServer(given: Given = {}): Promise<PublicServer> {
  const rendered: PublicServer["rendered"] = [];
  const site = given.site ?? { publicUrl: "http://status.example.com", buildId: "build" };
  const render: Render = (request, world) => {
    rendered.push({ request, version: world.snapshot.version });
    return (given.render ?? plainRender)(request, world);
  };
  const cache = new PageCache({
    render,
    site,
    log: SILENT,
    core: given.core,
    maxBytes: given.maxBytes,
    now: given.now,
  });
  const documents = new PublicDocuments({ cache, isHttps: site.publicUrl.startsWith("https:") });
  const dispatch = createDispatch({
    documents,
    own: {},
    files: StaticFiles.none(),
    isPassedThrough: () => false,
    passThrough: () => {},
    log: SILENT,
    ...given.doors,
  });
  const listener = createListener(dispatch, { refusesUpgrades: true });
  const port = await listener.listen(0, "127.0.0.1");
  const show = (snapshot: Snapshot, isDatabaseAway = false) => cache.advance({ snapshot, isDatabaseAway });
  await show(calmSnapshot());
  return {
    origin: `http://127.0.0.1:${port}`,
    cache,
    documents,
    rendered,
    show,
    close: () => listener.drain(),
  };
}
