import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type ImageContent = { contentType: string; bytes: Uint8Array<ArrayBuffer> };

export async function insertImage(
  tx: Tx,
  pageId: string,
  id: string,
  image: ImageContent & { hash: string },
  now: number,
): Promise<void> {
  await tx.image.create({ data: { id, pageId, ...image, createdAt: new Date(now) } });
}

/** Removes the images of the page that nothing shows any more. Returns their ids. */
export async function dropUnusedImages(tx: Tx, pageId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    delete from images i using pages p
    where i.page_id = ${pageId} and p.id = i.page_id and p.logo_id is distinct from i.id
      and p.logo_dark_id is distinct from i.id
    returning i.id`;
  return rows.map(({ id }) => id).sort();
}

/** An image that a page shows; null for any other id. */
export async function readShownImage(id: string): Promise<ImageContent | null> {
  const rows = await prisma().$queryRaw<ImageContent[]>`
    select i.content_type as "contentType", i.bytes from images i join pages p on p.id = i.page_id
    where i.id = ${id} and (p.logo_id = i.id or p.logo_dark_id = i.id)`;
  return rows[0] ?? null;
}
