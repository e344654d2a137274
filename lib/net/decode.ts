import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { NetFault } from "./fault.ts";

/** What we ask for. */
export const ACCEPTED_ENCODINGS = "gzip, deflate, br";
/** More layers than this are an attack, not an answer. */
const MAX_LAYERS = 2;

type Decoder = (data: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders = new Map<string, Decoder>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["br", promisify(brotliDecompress)],
  // "deflate" is zlib by the letter of RFC 9110 and raw in practice: the first byte tells.
  [
    "deflate",
    (data, options) => promisify(((data[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(data, options),
  ],
]);

/**
 * Undoes the Content-Encoding of a body, outside the event loop, and never makes more than `maxBytes` of it.
 * @throws NetFault `body_too_large` for a bomb, `protocol_error` for damaged data or an encoding nobody asked for
 */
export async function decodeBody(
  body: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const layers = (contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (layers.length > MAX_LAYERS) throw new NetFault("protocol_error", `${layers.length} content encodings`);
  let decoded = body;
  for (const layer of layers.reverse()) {
    const decode = decoders.get(layer);
    if (!decode) throw new NetFault("protocol_error", "unknown content encoding");
    if (decoded.length > 0) decoded = await bounded(decode, decoded, maxBytes);
  }
  return decoded;
}

async function bounded(decode: Decoder, data: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await decode(data, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw isTooLarge
      ? new NetFault("body_too_large", `more than ${maxBytes} bytes when decompressed`)
      : new NetFault("protocol_error", "damaged content encoding", { cause: error });
  }
}
