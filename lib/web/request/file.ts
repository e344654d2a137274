import { Failure } from "#lib/domain/errors.ts";
import { MAX_IMAGE_BYTES } from "#lib/domain/images/image.ts";
import { type ReadBody, readBytes } from "./body.ts";

/** What the frame of a multipart form may need beside the file. */
const FORM_OVERHEAD_BYTES = 16 * 1024;
const RAW = /^(image\/|application\/octet-stream$|$)/;

const typeOf = (request: Request) =>
  (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();

async function fileOf(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Uint8Array> {
  const form = await new Response(bytes, { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new Failure("malformed", "The form cannot be read");
    });
  const files = [...form.values()].filter((value) => typeof value !== "string");
  if (files.length === 1) return new Uint8Array(await files[0]!.arrayBuffer());
  throw new Failure("malformed", "The form must hold exactly one file");
}

/**
 * An uploaded file: the body itself, or the one file of a multipart form. What the client says of its type is not
 * believed here. @throws Failure too_large, unsupported_media, malformed
 */
export async function readFile(request: Request): Promise<ReadBody> {
  const type = typeOf(request);
  const isForm = type === "multipart/form-data";
  if (!isForm && !RAW.test(type))
    throw new Failure("unsupported_media", "The body must be the file itself or multipart/form-data");
  const bytes = await readBytes(request, MAX_IMAGE_BYTES + FORM_OVERHEAD_BYTES);
  const file = isForm ? await fileOf(new Uint8Array(bytes), request.headers.get("content-type")!) : bytes;
  return { kind: "file", value: { file }, bytes };
}
