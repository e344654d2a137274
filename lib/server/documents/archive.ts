import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { presentMonth } from "#lib/domain/history/month.ts";
import { readsDatabase } from "../public-paths.ts";
import { type DocumentRequest, keyOf, type Rendered } from "./entry.ts";
import type { World } from "./generation.ts";
import type { Render } from "./page-cache.ts";

/** Months that are over, and events that the snapshot does not hold any more. */
const isPast = (request: DocumentRequest, { snapshot }: World): boolean =>
  request.params.month === undefined
    ? request.params.id !== undefined &&
      request.rule.holdsUntilEdit === true &&
      readsDatabase(request, snapshot)
    : request.params.month < presentMonth(snapshot);

/** Copies of another revision may tell what has been taken back since: they are not shown, and go with the next copy. */
const revisionOf = ({ rule }: DocumentRequest, { snapshot }: World): string =>
  rule.holdsUntilEdit ? snapshot.archive.revision.replace(/\W/g, "_") : "";

/**
 * Keeps the pages of past months and old events on disk, below DATA_DIR/pages: shown when the database cannot be read, also after a
 * restart. While it can, the page is rendered anew for each version, as somebody may have corrected the past.
 */
export async function withArchive(render: Render, dataDir: string, buildId: string): Promise<Render> {
  const pages = join(dataDir, "pages");
  const folder = join(pages, buildId.replace(/[^A-Za-z0-9_-]/g, "_"));
  const nameOf = (request: DocumentRequest) =>
    createHash("sha256").update(keyOf(request)).digest("hex").slice(0, 24);
  await mkdir(folder, { recursive: true });
  await removeOthers(pages, folder);
  return async (request, world) => {
    if (!isPast(request, world)) return await render(request, world);
    const name = nameOf(request);
    const file = join(folder, `${name}-${revisionOf(request, world)}.html`);
    const rendered = await render(request, world).catch((error: unknown) => error);
    if (isWhole(rendered)) {
      await keep(file, rendered.body);
      await removeOthers(folder, file, name);
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

/** Pages of another build ask for styles that are gone; those of another revision tell what was changed since. */
async function removeOthers(folder: string, kept: string, prefix = ""): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    if (other !== kept && name.startsWith(prefix)) await rm(other, { recursive: true, force: true });
  }
}
