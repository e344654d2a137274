import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { TestCertificate } from "./certificate.ts";

/** A real local server that tests probe. `connections` counts what reached it. */
export type Target = {
  port: number;
  hostPort: string;
  connections: () => number;
  close: () => Promise<void>;
};

async function listen(server: Server, address: string): Promise<Target> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on("error", () => {}).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, address, resolve);
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

export const startHttpTarget = (handler: RequestListener, address = "127.0.0.1"): Promise<Target> =>
  listen(createServer(handler), address);

export const startHttpsTarget = (handler: RequestListener, certificate: TestCertificate): Promise<Target> =>
  listen(
    createSecureServer(certificate, handler).on("tlsClientError", () => {}),
    "127.0.0.1",
  );

/** Bare TCP: the test speaks (or does not). */
export const startTcpTarget = (handler: (socket: Socket) => void, address = "127.0.0.1"): Promise<Target> =>
  listen(createTcpServer(handler), address);
