import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type PublicWorld, renderWith } from "#lib/usecases/snapshot/current.ts";
import { badDaySnapshot, calmSnapshot, emptySnapshot, unknownSnapshot } from "./snapshots.ts";

const demo = (): Snapshot => {
  const snapshot = calmSnapshot();
  return { ...snapshot, page: { ...snapshot.page, isDemo: true } };
};

export const SCENES: Record<string, () => Snapshot> = {
  calm: calmSnapshot,
  bad: badDaySnapshot,
  empty: emptySnapshot,
  unknown: unknownSnapshot,
  demo,
  away: badDaySnapshot,
};

const world = (scene: string): PublicWorld => ({
  snapshot: (SCENES[scene] ?? calmSnapshot)(),
  isDatabaseAway: scene === "away",
  locale: null,
});

const app = next({ dev: process.argv.includes("--dev") });
await app.prepare();
const handle = app.getRequestHandler();
const strip = (html: string) =>
  html
    .replace(/<script(?![^>]*src="\/live\.js)[^>]*>[\s\S]*?<\/script>/g, "")
    .replace(/<link rel="preload" as="script"[^>]*>/g, "");

function buffered(request: IncomingMessage, response: ServerResponse, keepScripts: boolean) {
  const chunks: Buffer[] = [];
  const { end } = response;
  response.write = ((chunk: Buffer | string) => chunks.push(Buffer.from(chunk)) > 0) as typeof response.write;
  response.end = ((chunk?: Buffer | string) => {
    if (chunk && typeof chunk !== "function") chunks.push(Buffer.from(chunk));
    let body: Buffer | string = Buffer.concat(chunks);
    if (!keepScripts && String(response.getHeader("content-type")).startsWith("text/html")) {
      body = strip(String(body));
      response.setHeader(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'",
      );
    }
    return end.call(response, body, "utf8", undefined);
  }) as typeof response.end;
}

/** `bad.localhost:4100/ko` shows the bad day: scenes by host name, so that every path works as it does for real. */
createServer((request, response) => {
  const scene = (request.headers.host ?? "").split(".")[0] ?? "calm";
  const url = request.url ?? "/";
  if (url.startsWith("/favicon.svg"))
    return void response
      .writeHead(200, { "content-type": "image/svg+xml" })
      .end("<svg xmlns='http://www.w3.org/2000/svg'/>");
  if (url === "/events")
    return void response.writeHead(200, { "content-type": "text/event-stream" }).write(": ok\n\n");
  if (url.startsWith("/api/public/v1/uptime.json")) {
    const { components, groups } = world(scene).snapshot;
    return void response.end(JSON.stringify({ components, groups }));
  }
  if (/^\/(ko|en)(\/|$)/.test(url)) buffered(request, response, url.includes("/components/"));
  void renderWith(world(scene), () => handle(request, response));
}).listen(Number(process.argv[2] ?? 4100), "127.0.0.1", () => console.log("preview ready"));
