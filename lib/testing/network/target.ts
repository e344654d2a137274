import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
/** A real local server that tests probe. `connections` counts what reached it. */
export type Target = {
  port: number;
  hostPort: string;
  connections: () => number;
  close: () => Promise<void>;
};

async function listen(server: Server, address = "127.0.0.1", wantedPort = 0): Promise<Target> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(wantedPort, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hostPort: address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export const startHttpTarget = (handler: RequestListener, address?: string, port?: number): Promise<Target> =>
  listen(createServer(handler), address, port);

/** `options` holds at least a certificate and its key. */
export const startHttpsTarget = (handler: RequestListener, options: ServerOptions): Promise<Target> =>
  listen(createSecureServer(options, handler).on("tlsClientError", () => {}));

/** Bare TCP: the test speaks (or does not). */
export const startTcpTarget = (handler: (socket: Socket) => void): Promise<Target> =>
  listen(createTcpServer(handler));

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const target = await startTcpTarget(() => {});
  await target.close();
  return target.port;
}
