import { promisify } from "node:util";
import zlib from "node:zlib";
import type { Encoding } from "./negotiation.ts";

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/**
 * Compressed once, off the main thread, so that quality costs nothing per view. The very best takes three to eight times
 * the work for 2 to 4 % (page of 14 KB: 6 and 15 ms): worth it for files that stay, not for each new snapshot.
 */
const BROTLI_QUALITY = { document: 10, file: 11 };
const GZIP_LEVEL = 9;
/** Below this, a compressed form saves nothing. */
const MIN_COMPRESSED_BYTES = 200;
const COMPRESSIBLE =
  /^(text\/|image\/svg|application\/(json|javascript|feed\+json|(atom|rss|ld\+json|[a-z]+\+)xml|xml))/;

export type Compressed = Record<Encoding, { encoding: Encoding; body: Buffer }>;

/** The forms in which a body is sent; a form that saves nothing is the plain body itself. */
export async function compressedForms(
  body: Buffer,
  contentType: string,
  use: keyof typeof BROTLI_QUALITY,
): Promise<Compressed> {
  const plain = { encoding: "identity" as const, body };
  if (body.length < MIN_COMPRESSED_BYTES || !COMPRESSIBLE.test(contentType))
    return { br: plain, gzip: plain, identity: plain };
  const [br, gz] = await Promise.all([
    brotli(body, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[use],
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length,
        [zlib.constants.BROTLI_PARAM_LGWIN]: windowBits(body.length),
      },
    }),
    gzip(body, { level: GZIP_LEVEL }),
  ]);
  return {
    br: br.length < body.length ? { encoding: "br", body: br } : plain,
    gzip: gz.length < body.length ? { encoding: "gzip", body: gz } : plain,
    identity: plain,
  };
}

/** The smallest window that holds the whole body: the default of 4 MB would be allocated anew for every document. */
const windowBits = (bytes: number): number =>
  Math.min(
    zlib.constants.BROTLI_DEFAULT_WINDOW,
    Math.max(zlib.constants.BROTLI_MIN_WINDOW_BITS, Math.ceil(Math.log2(bytes + 16))),
  );
