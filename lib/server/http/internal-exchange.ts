import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Rendered } from "../documents/entry.ts";

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => unknown;

type Written = string | Uint8Array;
type Callback = (error?: Error | null) => void;

/**
 * The user agent of our own renderings. It matches Next's list of clients that get metadata in the head at once
 * instead of streamed behind it, which would need a script.
 */
const RENDERER = "Mediapartners-Google (page cache)";

/** A response that is kept instead of sent. */
class KeptResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];

  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status;
    const headers = rest.findLast((one) => typeof one === "object");
    for (const [name, value] of Object.entries(headers ?? {})) this.setHeader(name, value as string);
    return this;
  }

  override flushHeaders(): void {}

  override write(chunk: Written, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    this.#chunks.push(bytesOf(chunk, encoding));
    const done = typeof encoding === "function" ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  }

  override end(chunk?: Written | Callback, encoding?: BufferEncoding | Callback, callback?: Callback): this {
    if (this.finished) return this;
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function")
      this.#chunks.push(bytesOf(chunk, encoding));
    this.finished = true;
    const done = [chunk, encoding, callback].find((one) => typeof one === "function");
    process.nextTick(() => {
      if (done) done();
      this.emit("finish");
      this.emit("close");
    });
    return this;
  }

  get body(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

const bytesOf = (chunk: Written, encoding?: BufferEncoding | Callback): Buffer =>
  typeof chunk === "string"
    ? Buffer.from(chunk, typeof encoding === "string" ? encoding : "utf8")
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

/** What of a client may reach the listener: chosen by the caller, name by name. Without it, nothing does. */
type Passed = { method: "GET" | "POST"; headers: Record<string, string>; body: Buffer };

/**
 * Asks `listener` for `url` without a network and without anything of any client but what `passed` holds: else a GET with
 * two fixed headers.
 * @throws what the listener throws, or when it gives no answer within `timeoutMs`
 */
export async function exchange(
  listener: RequestListener,
  url: string,
  options: { host: string; timeoutMs: number; passed?: Passed },
): Promise<Rendered> {
  const request = new IncomingMessage(new Socket());
  const { passed } = options;
  request.method = passed?.method ?? "GET";
  request.url = url;
  request.httpVersion = "1.1";
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.headers = { ...passed?.headers, host: options.host, "user-agent": RENDERER };
  request.complete = true;
  if (passed && passed.body.length > 0) request.push(passed.body);
  request.push(null);
  const response = new KeptResponse(request);
  const ended = Promise.withResolvers<void>();
  response.once("close", () => ended.resolve());
  const timer = setTimeout(
    () => ended.reject(new Error(`No answer within ${options.timeoutMs} ms`)),
    options.timeoutMs,
  );
  try {
    await Promise.all([listener(request, response), ended.promise]);
  } finally {
    clearTimeout(timer);
  }
  return {
    status: response.statusCode,
    contentType: String(response.getHeader("content-type") ?? "application/octet-stream"),
    body: response.body,
    location: response.getHeader("location") as string | undefined,
  };
}
