import { createHash } from "node:crypto";
import { newId } from "#lib/data/new-id.ts";
import { dropUnusedImages, insertImage } from "#lib/data/page/images.ts";
import { lockPage, updatePage } from "#lib/data/page/pages.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Page } from "#lib/domain/page/page.ts";
import type { ThemeMode } from "#lib/domain/page/theme.ts";
import { type CheckedImage, checkImage } from "./check.ts";

/** Puts the image (null: our own sign again) where the page shows it; what nothing shows any more is deleted. */
const place = (
  scope: Scope<"settings:write">,
  mode: ThemeMode,
  image: CheckedImage | null,
  now: number,
): Promise<Page> =>
  change(scope, async (tx) => {
    const before = await lockPage(tx, scope.pageId);
    if (!before) throw notFound("page");
    if (!image && before.logo[mode] === null) return { result: before, audit: null, event: null };
    const id = image && newId();
    if (id && image) {
      const hash = createHash("sha256").update(image.bytes).digest("hex");
      await insertImage(tx, before.id, id, { ...image, hash }, now);
    }
    const page = await updatePage(tx, before.id, { logo: { ...before.logo, [mode]: id } }, now);
    await dropUnusedImages(tx, before.id);
    const type = image && { content_type: image.contentType, bytes: image.bytes.byteLength };
    return {
      result: page,
      audit: {
        action: image ? "page.set_logo" : "page.remove_logo",
        objectKind: "page",
        objectId: page.id,
        before: { mode, image_id: before.logo[mode] },
        after: { mode, image_id: id, ...type },
      },
      event: { kind: "page.updated", payload: { page_id: page.id, fields: ["logo"] } },
    };
  });

/**
 * Sets the logo of the page for light or dark screens.
 * @throws Failure too_large, unsupported_media, invalid (an SVG without a drawing), not_found
 */
export const setLogo = async (
  scope: Scope<"settings:write">,
  { mode, file }: { mode: ThemeMode; file: Uint8Array },
  now: number,
): Promise<Page> => place(scope, mode, await checkImage(file), now);

/** Takes the logo away; the page's name stands alone again. @throws Failure not_found */
export const removeLogo = (scope: Scope<"settings:write">, mode: ThemeMode, now: number): Promise<Page> =>
  place(scope, mode, null, now);
