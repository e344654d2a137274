import { readFile } from "node:fs/promises";
import { Server } from "node:http";
import { join } from "node:path";
import next from "next";
import type { RequestListener } from "./http/internal-exchange.ts";
import { StartFault } from "./start-fault.ts";

export type NextApp = { listener: RequestListener; close(): Promise<void> };

/**
 * Next's request handler. `httpServer`: whose upgrades Next may take (its development client's); in production a
 * server that never listens, so that it gets none.
 */
export async function openNext(options: {
  root: string;
  isDev: boolean;
  port: number;
  httpServer?: Server;
}): Promise<NextApp> {
  const app = next({
    dev: options.isDev,
    dir: options.root,
    hostname: "localhost",
    port: options.port,
    httpServer: options.httpServer ?? new Server(),
    quiet: false,
  });
  await app.prepare();
  return { listener: app.getRequestHandler(), close: () => app.close() };
}

/**
 * The id of the build that is served: part of every ETag.
 * @throws StartFault when nothing was built
 */
export async function readBuildId(root: string): Promise<string> {
  try {
    return (await readFile(join(root, ".next/BUILD_ID"), "utf8")).trim();
  } catch (cause) {
    throw new StartFault("The pages are not built yet. Run npm start, which builds them, or next build.", {
      cause,
    });
  }
}
