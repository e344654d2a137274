import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeBody } from "./decode.ts";

const TEXT = Buffer.from("모든 시스템이 정상입니다");
const MAX = 1_000;
const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no failure",
    (error) => error.reason,
  );

describe("decodeBody", () => {
  it.each([
    ["nothing", undefined, TEXT],
    ["identity", "identity", TEXT],
    ["gzip", "gzip", gzipSync(TEXT)],
    ["GZIP in capitals", " GZIP ", gzipSync(TEXT)],
    ["x-gzip", "x-gzip", gzipSync(TEXT)],
    ["brotli", "br", brotliCompressSync(TEXT)],
    ["deflate by the letter", "deflate", deflateSync(TEXT)],
    ["deflate as it is in practice", "deflate", deflateRawSync(TEXT)],
    ["two layers", "gzip, br", brotliCompressSync(gzipSync(TEXT))],
  ])("undoes %s", async (_name, encoding, body) => {
    expect((await decodeBody(body, encoding, MAX)).toString()).toBe(TEXT.toString());
  });

  it("takes an empty body as it is, whatever the header says", async () => {
    expect(await decodeBody(Buffer.alloc(0), "gzip", MAX)).toHaveLength(0);
  });

  const zeros = Buffer.alloc(20_000_000);
  it.each([
    ["gzip", gzipSync(zeros)],
    ["br", brotliCompressSync(zeros)],
    ["deflate", deflateSync(zeros)],
  ])("stops a bomb in %s without unpacking it", async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(25_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await reasonOf(decodeBody(bomb, encoding, MAX))).toBe("body_too_large");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
  });

  it("allows exactly the limit", async () => {
    expect(await decodeBody(gzipSync(Buffer.alloc(MAX)), "gzip", MAX)).toHaveLength(MAX);
    expect(await reasonOf(decodeBody(gzipSync(Buffer.alloc(MAX + 1)), "gzip", MAX))).toBe("body_too_large");
  });

  it.each([
    ["damaged data", "gzip", Buffer.from("not gzip at all")],
    ["a body that ends too early", "gzip", gzipSync(TEXT).subarray(0, 20)],
    ["an encoding that nobody asked for", "zstd", zstdCompressSync(TEXT)],
    ["more layers than anybody needs", "gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(TEXT)))],
    ["a name of an object's own", "constructor", TEXT],
  ])("calls %s a protocol error", async (_name, encoding, body) => {
    expect(await reasonOf(decodeBody(body, encoding, MAX))).toBe("protocol_error");
  });
});
