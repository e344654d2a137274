import { Failure } from "#lib/domain/errors.ts";
import { parseForm } from "./form.ts";

export const MAX_BODY_BYTES = 256 * 1024;

export type ReadBody = { kind: "json" | "form" | "file"; value: unknown; bytes: Uint8Array };

const tooLarge = (maxBytes: number) =>
  new Failure("too_large", `The body is larger than ${Math.floor(maxBytes / 1024)} KiB`);

/** The whole body, refused as soon as it is known to be larger than `maxBytes`. @throws Failure too_large */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array(0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function requireUncompressed(request: Request): void {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase();
  if (encoding && encoding !== "identity")
    throw new Failure("unsupported_media", "Compressed bodies are not taken");
}

function kindOf(request: Request): "json" | "form" | null {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  if (type === "application/json" || /^application\/[\w.-]+\+json$/.test(type)) return "json";
  return type === "application/x-www-form-urlencoded" ? "form" : null;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Failure("malformed", "The body is not valid UTF-8");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure("malformed", "The body is not valid JSON");
  }
}

/**
 * The whole body as text, whatever its type says: SNS calls its JSON text/plain.
 * @throws Failure too_large, unsupported_media (compressed bodies), malformed (no UTF-8)
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  requireUncompressed(request);
  return decode(await readBytes(request, maxBytes));
}

/**
 * A JSON or form body. @throws Failure too_large, unsupported_media (also for compressed bodies), malformed
 */
export async function readBody(request: Request, maxBytes: number): Promise<ReadBody> {
  requireUncompressed(request);
  const bytes = await readBytes(request, maxBytes);
  const kind = kindOf(request);
  if (bytes.byteLength === 0) return { kind: kind ?? "json", value: {}, bytes };
  if (kind === null)
    throw new Failure(
      "unsupported_media",
      "Content-Type must be application/json or application/x-www-form-urlencoded",
    );
  const text = decode(bytes);
  return { kind, bytes, value: kind === "json" ? parseJson(text) : parseForm(text) };
}
