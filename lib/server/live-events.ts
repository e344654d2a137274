import type { IncomingMessage, ServerResponse } from "node:http";
import { networkOf } from "./http/client-address.ts";
import { refuse } from "./http/plain-pages.ts";

/** Open streams of this process, and of one address (IPv6: one /64 network); beyond them clients fall back to polling. */
export const MAX_STREAMS = 5_000;
export const MAX_STREAMS_PER_ADDRESS = 100;
/** A stream that does not read this much is dropped: its client asks again. */
const MAX_UNREAD_BYTES = 16 * 1024;
/** Keeps proxies from closing a silent stream. One timer for all of them. */
const HEARTBEAT_MS = 20_000;
const RECONNECT_MS = 3_000;
const BUSY_RETRY_SECONDS = "30";

/** `/events`: tells every open page when a new version is served. */
export class LiveEvents {
  readonly #streams = new Map<ServerResponse, string>();
  readonly #perAddress = new Map<string, number>();
  readonly #heartbeat: NodeJS.Timeout;
  #version: number | null = null;
  #isClosed = false;

  constructor(heartbeatMs: number = HEARTBEAT_MS) {
    this.#heartbeat = setInterval(() => this.#send(":\n\n"), heartbeatMs);
    this.#heartbeat.unref();
  }

  get size(): number {
    return this.#streams.size;
  }

  /** Called when the new version is being served; the same version again (only `asOf` moved) is no news. */
  announce(version: number): void {
    if (version === this.#version) return;
    this.#version = version;
    this.#send(message(version));
  }

  open(client: string, request: IncomingMessage, response: ServerResponse): void {
    const address = networkOf(client);
    const open = this.#perAddress.get(address) ?? 0;
    if (this.#isClosed || this.#streams.size >= MAX_STREAMS || open >= MAX_STREAMS_PER_ADDRESS) {
      refuse(response, 503, "Too many open event streams; ask for the page itself instead", {
        "retry-after": BUSY_RETRY_SECONDS,
      });
      return;
    }
    response.writeHead(200, [
      ...["content-type", "text/event-stream; charset=utf-8", "cache-control", "no-store"],
      ...["access-control-allow-origin", "*", "x-content-type-options", "nosniff", "x-accel-buffering", "no"],
    ]);
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    request.socket.setTimeout(0);
    this.#streams.set(response, address);
    this.#perAddress.set(address, open + 1);
    response.on("close", () => this.#forget(response));
    response.write(`retry: ${RECONNECT_MS}\n\n${this.#version === null ? "" : message(this.#version)}`);
  }

  /** Ends every stream; their clients connect to whoever comes next. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    for (const response of this.#streams.keys()) response.end();
  }

  #send(text: string): void {
    for (const response of this.#streams.keys()) {
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      else response.write(text);
    }
  }

  #forget(response: ServerResponse): void {
    const address = this.#streams.get(response);
    if (address === undefined) return;
    this.#streams.delete(response);
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left === 0) this.#perAddress.delete(address);
    else this.#perAddress.set(address, left);
  }
}

const message = (version: number) =>
  `event: snapshot\nid: ${version}\ndata: ${JSON.stringify({ version })}\n\n`;
