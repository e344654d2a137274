import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { untilAborted } from "./deadline.ts";
import { NetFault, toFault } from "./fault.ts";

/** All headers of one answer together. */
const MAX_HEADER_BYTES = 32 * 1024;

export type Headers = Record<string, string | string[] | undefined>;
export type RawAnswer = { status: number; headers: Headers; body: Buffer; firstByteMs: number };
export type RawRequest = {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
  maxBodyBytes: number;
  /** False skips the body of this answer (a redirect that is followed). */
  wantsBody: (status: number, headers: Headers) => boolean;
};

/**
 * One HTTP/1.1 request and its answer over a connection that is already open and checked; the connection is closed
 * afterwards. Without an agent: a pool of one connection for each exchange costs as much as the exchange.
 * @throws NetFault, or the signal's reason
 */
export function exchange(socket: Socket, request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
  const { url, method, body } = request;
  const sentAt = performance.now();
  const exchanged = untilAborted<RawAnswer>(signal, (resolve, reject) => {
    const sent = httpRequest({
      createConnection: () => socket,
      method,
      path: url.pathname + url.search,
      headers: { host: url.host, ...request.headers, ...lengthOf(method, body) },
      maxHeaderSize: MAX_HEADER_BYTES,
    });
    const fail = (error: unknown) => reject(toFault(error));
    sent.on("error", fail);
    sent.on("response", (answer) => collect(answer, request, sentAt, resolve, fail));
    // Nobody asked for another protocol.
    sent.on("upgrade", () => fail(new NetFault("protocol_error", "an upgrade that nobody asked for")));
    sent.end(body);
    return undefined;
  });
  return exchanged.finally(() => socket.destroy());
}

/** Told even where there is no body, for methods that may have one. */
function lengthOf(method: string, body: RawRequest["body"]): Record<string, number> {
  if (body === undefined) return method === "GET" || method === "HEAD" ? {} : { "content-length": 0 };
  return { "content-length": Buffer.byteLength(body) };
}

function collect(
  message: IncomingMessage,
  request: RawRequest,
  sentAt: number,
  resolve: (answer: RawAnswer) => void,
  fail: (error: unknown) => void,
): void {
  const { headers, statusCode: status = 0 } = message;
  const answer = { status, headers, body: Buffer.alloc(0), firstByteMs: performance.now() - sentAt };
  if (!request.wantsBody(status, headers)) {
    resolve(answer);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= request.maxBodyBytes) return void chunks.push(chunk);
    fail(new NetFault("body_too_large", `more than ${request.maxBodyBytes} bytes`));
  });
  message.on("end", () => resolve({ ...answer, body: Buffer.concat(chunks) }));
  message.on("error", fail);
}
