import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { dispatch } from "./routes.ts";

function requestOf(incoming: IncomingMessage, origin: string): Request {
  const headers = Object.entries(incoming.headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  );
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream) : null;
  return new Request(new URL(incoming.url ?? "/", origin), {
    method: incoming.method ?? "GET",
    headers,
    ...(body && { body, duplex: "half" }),
  } as RequestInit);
}

async function answer(incoming: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
  const told = await dispatch(requestOf(incoming, origin));
  response.writeHead(told.status, Object.fromEntries(told.headers));
  response.end(Buffer.from(await told.arrayBuffer()));
}

/** The route handlers of the manage API behind a plain HTTP server, without Next: for clients that need a socket. */
export async function startManageServer(): Promise<{ origin: string; close(): Promise<void> }> {
  let origin = "";
  const server = createServer((incoming, response) => {
    answer(incoming, response, origin).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
