import { promisify } from "node:util";
import zlib from "node:zlib";
import type { Encoding } from "./negotiation.ts";

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Once per document and version, off the main thread: the highest quality costs nothing per view. */
const BROTLI_QUALITY = 11;
const GZIP_LEVEL = 9;
/** Below this, a compressed form saves nothing. */
const MIN_COMPRESSED_BYTES = 200;
const COMPRESSIBLE =
  /^(text\/|image\/svg|application\/(json|javascript|feed\+json|(atom|rss|ld\+json|[a-z]+\+)xml|xml))/;

export type Compressed = Record<Encoding, { encoding: Encoding; body: Buffer }>;

/** The forms in which a body is sent; a form that saves nothing is the plain body itself. */
export async function compressedForms(body: Buffer, contentType: string): Promise<Compressed> {
  const plain = { encoding: "identity" as const, body };
  if (body.length < MIN_COMPRESSED_BYTES || !COMPRESSIBLE.test(contentType))
    return { br: plain, gzip: plain, identity: plain };
  const [br, gz] = await Promise.all([
    brotli(body, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length,
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
