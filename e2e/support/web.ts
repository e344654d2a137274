import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Web = { origin: string; close: () => Promise<void> };

/** A small HTTP server on a free port of this machine. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<Web> {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page of somebody else: its own origin, its own headers. `files` are further paths with their bodies. */
export const hostPage = (
  html: string,
  headers: Record<string, string> = {},
  files: Record<string, { body: string | Buffer; contentType: string }> = {},
): Promise<Web> =>
  serve((request, response) => {
    const file = files[request.url ?? ""];
    if (file) return void response.writeHead(200, { "content-type": file.contentType }).end(file.body);
    if (request.url !== "/") return void response.writeHead(204).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
  });
