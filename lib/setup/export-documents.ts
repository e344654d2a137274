import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { explainPath, Refusal } from "./refusal.ts";

const REQUEST_TIMEOUT_MS = 30_000;

/** What a static copy of the page consists of; whatever these pages load is added. */
const DOCUMENTS = [
  "/",
  "/ko",
  "/en",
  "/uptime",
  "/api/v2/summary.json",
  "/api/v2/status.json",
  "/api/v2/components.json",
  "/api/v2/incidents.json",
  "/api/v2/incidents/unresolved.json",
  "/api/v2/scheduled-maintenances.json",
  "/api/public/v1/uptime.json",
  "/api/public/v1/history-head.json",
  "/badge.svg",
  "/widget.js",
  "/robots.txt",
];

/** Where a document lies in the folder: pages become a folder's index.html, so that any file server shows them. */
export function fileOf(path: string): string {
  const name = path.replace(/^\/+|\/+$/g, "");
  return /\.[a-z0-9]+$/i.test(name) ? name : join(name, "index.html");
}

/** Paths of styles, scripts, fonts and pictures that a page loads from its own origin. */
export function assetsOf(html: string): string[] {
  const tags = html.match(/<(link|script|img|source)\b[^>]*>/gi) ?? [];
  const links = tags.flatMap((tag) =>
    [...tag.matchAll(/\b(?:href|src)="(\/[^"/][^"?#]*)/gi)].map((match) => match[1]!),
  );
  return [...new Set(links)].filter((path) => /\.[a-z0-9]+$/i.test(path) && !path.includes(".."));
}

async function fetchDocument(origin: string, path: string): Promise<Response> {
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const answer = await fetch(`${origin}${path}`, { signal, redirect: "error" }).catch((cause) => {
    throw new Refusal(
      `No instance answers at ${origin}. Start one with npm start, or set PORT and HOST as it has them.`,
      { cause },
    );
  });
  if (!answer.ok) throw new Refusal(`${origin}${path} answered ${answer.status}; nothing more was written.`);
  return answer;
}

/**
 * Writes the public documents of the instance at `origin` below `dir` and returns their paths. Each file is replaced
 * whole, so the folder can be served meanwhile.
 */
export async function exportDocuments(origin: string, dir: string): Promise<string[]> {
  const paths = new Set(DOCUMENTS);
  // A set grows while it is walked: what a page loads is fetched after it.
  for (const path of paths) {
    const answer = await fetchDocument(origin, path);
    const body = Buffer.from(await answer.arrayBuffer());
    const isHtml = answer.headers.get("content-type")?.startsWith("text/html");
    if (isHtml) for (const asset of assetsOf(body.toString("utf8"))) paths.add(asset);
    const file = join(dir, fileOf(path));
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.draft`, body);
      await rename(`${file}.draft`, file);
    } catch (error) {
      explainPath(file, error, "choose another folder");
    }
  }
  return [...paths];
}
