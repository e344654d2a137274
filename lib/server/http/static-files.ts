import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { compressedForms } from "./compress.ts";
import { type Forms, finishForms, sendForms } from "./forms.ts";
import { CROSS_ORIGIN, securityHeaders } from "./security-headers.ts";

const CONTENT_TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Names under /_next/static hold a hash of their content; names in public/ stay, so that they are asked for again. */
const IMMUTABLE = "public, max-age=31536000, immutable";
const NAMED = "public, max-age=300, stale-while-revalidate=86400";

type Loaded = { status: 200; tag: string; lastModified: null; forms: Forms };
type File = { path: string; isHashed: boolean; loaded: Promise<Loaded> | null };

/**
 * Next's built files and public/, found once at the start: a path that is not in the list is no file, so that nothing
 * outside of it can be reached. Each is read and compressed once, when it is first asked for, and stays in memory.
 */
export class StaticFiles {
  readonly #files = new Map<string, File>();
  readonly #isHttps: boolean;

  private constructor(isHttps: boolean) {
    this.#isHttps = isHttps;
  }

  /** While developing, Next serves them. */
  static none(): StaticFiles {
    return new StaticFiles(false);
  }

  /** `root`: the folder that holds .next and public. */
  static async find(root: string, isHttps: boolean): Promise<StaticFiles> {
    const files = new StaticFiles(isHttps);
    await files.#list(join(root, "public"), "", false);
    await files.#list(join(root, ".next/static"), "/_next/static", true);
    return files;
  }

  has(pathname: string): boolean {
    return this.#files.has(pathname);
  }

  /** Answers GET and HEAD of a path that `has` knows. */
  serve(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.#files.get(pathname)!;
    file.loaded ??= this.#load(file);
    file.loaded.then(
      (loaded) => sendForms(loaded, loaded.forms, request, response),
      () => {
        file.loaded = null;
        response.writeHead(404, ["content-length", "0"]).end();
      },
    );
  }

  async #list(folder: string, prefix: string, isHashed: boolean): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      this.#files.set(`${prefix}${path.slice(folder.length)}`, { path, isHashed, loaded: null });
    }
  }

  async #load({ path, isHashed }: File): Promise<Loaded> {
    const body = await readFile(path);
    const contentType = CONTENT_TYPES[extname(path)] ?? "application/octet-stream";
    const tag = createHash("sha256").update(body).digest("hex").slice(0, 24);
    const forms = finishForms(await compressedForms(body, contentType, "file"), {
      tag,
      lastModified: null,
      shared: ["cache-control", isHashed ? IMMUTABLE : NAMED, "vary", "accept-encoding", ...CROSS_ORIGIN],
      own: [
        "content-type",
        contentType,
        ...securityHeaders("text", { isHttps: this.#isHttps, isShared: true }),
      ],
    });
    return { status: 200, tag, lastModified: null, forms };
  }
}
