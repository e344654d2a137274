import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { presentMonth } from "#lib/domain/month.ts";
import { type DocumentRequest, keyOf, type Rendered } from "./entry.ts";
import type { World } from "./generation.ts";
import type { Render } from "./page-cache.ts";

const isPast = ({ params }: DocumentRequest, { snapshot }: World): boolean =>
  params.month !== undefined && params.month < presentMonth(snapshot);

/**
 * Keeps the pages of past months on disk, below DATA_DIR/pages: shown when the database cannot be read, also after a
 * restart. While it can, the page is rendered anew for each version, as somebody may have corrected the past.
 */
export async function withArchive(render: Render, dataDir: string, buildId: string): Promise<Render> {
  const pages = join(dataDir, "pages");
  const folder = join(pages, buildId.replace(/[^A-Za-z0-9_-]/g, "_"));
  const fileOf = (request: DocumentRequest) =>
    join(folder, `${createHash("sha256").update(keyOf(request)).digest("hex").slice(0, 24)}.html`);
  await mkdir(folder, { recursive: true });
  await removeOthers(pages, folder);
  return async (request, world) => {
    if (!isPast(request, world)) return await render(request, world);
    const file = fileOf(request);
    const rendered = await render(request, world).catch((error: unknown) => error);
    if (isWhole(rendered)) {
      await keep(file, rendered.body);
      return rendered;
    }
    const kept = await readFile(file).catch(() => null);
    if (kept) return { status: 200, contentType: "text/html; charset=utf-8", body: kept };
    if (rendered instanceof Error) throw rendered;
    return rendered as Rendered;
  };
}

const isWhole = (rendered: unknown): rendered is Rendered =>
  !(rendered instanceof Error) && (rendered as Rendered).status === 200 && !(rendered as Rendered).isPartial;

/** Whole or not at all; a full disk costs the copy, not the page. */
async function keep(file: string, body: Buffer): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, body);
    await rename(draft, file);
  } catch {
    await rm(draft, { force: true });
  }
}

/** Pages of another build ask for styles that are gone. */
async function removeOthers(pages: string, folder: string): Promise<void> {
  for (const name of await readdir(pages)) {
    const other = join(pages, name);
    if (other !== folder) await rm(other, { recursive: true, force: true });
  }
}
