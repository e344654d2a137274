import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { MAX_INFLATED_BYTES, MAX_OTLP_BYTES, PROTOBUF_TYPE } from "#lib/api/manage/otlp/endpoints.ts";
import { decodeRequest } from "#lib/api/manage/otlp/messages.ts";
import { Failure } from "#lib/domain/errors.ts";
import { readBytes } from "./body.ts";

const inflate = promisify(gunzip);

/** Whether a request speaks protobuf, and hears it. */
export const isProtobuf = (request: Request): boolean => typeOf(request) === PROTOBUF_TYPE;

const typeOf = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();

async function inflated(bytes: Uint8Array, encoding: string): Promise<Uint8Array> {
  if (encoding === "" || encoding === "identity") return bytes;
  if (encoding !== "gzip")
    throw new Failure("unsupported_media", "Content-Encoding must be gzip, or left out");
  try {
    return await inflate(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new Failure("too_large", `The inflated body is larger than ${MAX_INFLATED_BYTES / 1024} KiB`);
    throw new Failure("malformed", "The body is not gzip");
  }
}

/**
 * An ExportMetricsServiceRequest in the form of OTLP's JSON, whichever way it was sent.
 * @throws Failure too_large, unsupported_media, malformed
 */
export async function readOtlp(request: Request): Promise<unknown> {
  const type = typeOf(request);
  if (type !== PROTOBUF_TYPE && type !== "application/json")
    throw new Failure("unsupported_media", `Content-Type must be ${PROTOBUF_TYPE} or application/json`);
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  const bytes = await inflated(await readBytes(request, MAX_OTLP_BYTES), encoding);
  try {
    return type === PROTOBUF_TYPE ? decodeRequest(bytes) : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Failure("malformed", "The body is no ExportMetricsServiceRequest");
  }
}
