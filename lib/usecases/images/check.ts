import { fileTypeFromBuffer } from "file-type";
import { Failure, invalid } from "#lib/domain/errors.ts";
import { type ImageType, isImageType, MAX_IMAGE_BYTES, MAX_IMAGE_TEXT } from "#lib/domain/images/image.ts";
import { MAX_SVG_TAGS, sanitizeSvg, svgText } from "#lib/domain/images/svg.ts";

export type CheckedImage = { contentType: ImageType; bytes: Uint8Array<ArrayBuffer> };

const refusal = (what: string) =>
  new Failure("unsupported_media", `This file is ${what}: PNG, JPEG, WebP and SVG are taken`);

/** The text of a file that may be SVG; null when it is no text. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function checkedSvg(text: string): CheckedImage {
  const safe = sanitizeSvg(text);
  if (safe === null)
    throw invalid([
      {
        path: "file",
        message: `holds no drawing once scripts and foreign content are left out, or more than ${MAX_SVG_TAGS} tags`,
      },
    ]);
  return { contentType: "image/svg+xml", bytes: new TextEncoder().encode(safe) };
}

/**
 * An uploaded file as it may be kept: its type told by its content alone, never by its name or by what the client says. A
 * raster image is kept byte for byte and never decoded here; an SVG is written anew of what is harmless in it.
 * @throws Failure too_large, unsupported_media, invalid (an SVG without a drawing)
 */
export async function checkImage(given: Uint8Array): Promise<CheckedImage> {
  if (given.byteLength > MAX_IMAGE_BYTES)
    throw new Failure("too_large", `The file is larger than ${MAX_IMAGE_TEXT}`);
  if (given.byteLength === 0) throw refusal("empty");
  const bytes = new Uint8Array(given);
  const type = await fileTypeFromBuffer(bytes);
  if (isImageType(type?.mime)) return { contentType: type.mime, bytes };
  const text = type === undefined || type.ext === "xml" ? textOf(bytes) : null;
  if (text !== null && svgText(text) !== null) return checkedSvg(text);
  throw refusal(type === undefined ? "no picture that is known here" : `of type ${type.mime}`);
}
