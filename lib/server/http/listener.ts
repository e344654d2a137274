import { createServer, type IncomingMessage, Server, type ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import type { Duplex } from "node:stream";

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS = 20_000;
/** A whole request, its headers, and the wait for the next one on the same connection. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const CHECK_INTERVAL_MS = 5_000;
/** After SIGTERM: how long open connections are still answered before idle ones are closed, and the end of all. */
const LINGER_MS = 500;
const DRAIN_MS = 9_000;

const STATUS_BY_CODE: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

export type Listener = {
  server: Server;
  /** Listens; returns the port. @throws the error of the system, such as EADDRINUSE */
  listen(port: number, host: string): Promise<number>;
  /** Takes no new connections, answers what is under way, and resolves when all are closed (10 s at most). */
  drain(): Promise<void>;
};

/**
 * Our HTTP server with its limits. A WebSocket is refused (`refusesUpgrades`; nothing here speaks it); other upgrades,
 * such as h2c, are ignored and the request is answered as it stands.
 */
export function createListener(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  { refusesUpgrades }: { refusesUpgrades: boolean },
): Listener {
  let isDraining = false;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === "websocket",
    },
    (request, response) => {
      if (isDraining) response.shouldKeepAlive = false;
      handle(request, response);
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on("clientError", answerClientError);
  if (refusesUpgrades) server.on("upgrade", (_request, socket: Duplex) => endWith(socket, "400 Bad Request"));

  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          const address = server.address();
          resolve(typeof address === "object" && address !== null ? address.port : port);
        });
      }),
    async drain() {
      isDraining = true;
      // Server.close of HTTP would cut idle connections at once, and with them a request that is on its way.
      const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
      const idle = setInterval(() => server.closeIdleConnections(), LINGER_MS);
      const end = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearInterval(idle);
      clearTimeout(end);
      // Stops HTTP's own timer that checks connections.
      Server.prototype.close.call(server);
    },
  };
}

function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  endWith(socket, STATUS_BY_CODE[error.code ?? ""] ?? "400 Bad Request");
}

function endWith(socket: Duplex, status: string): void {
  socket.on("error", () => {});
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  else socket.destroy();
}
