import { connect, createServer, type Socket } from "node:net";

/** A cable to the server at `url` that can be cut in two ways. */
export type Cable = {
  /** The same database, reached through the cable. */
  url: string;
  /** Nothing comes through any more, and nobody is told: a pulled plug. */
  silence(): void;
  /** Every connection breaks off without a goodbye: a server that was killed. New ones go through. */
  breakOff(): void;
  /** As `breakOff`, and new ones are refused: a server that stopped. */
  refuse(): void;
  /** New connections go through again; what was silenced stays silent, as behind a router that forgot it. */
  mend(): void;
  close(): void;
};

export async function layCable(url: string): Promise<Cable> {
  const real = new URL(url);
  const sockets = new Set<Socket>();
  const silenced = new Set<Socket>();
  let silent = false;
  let refused = false;
  const proxy = createServer((near) => {
    if (refused) return near.resetAndDestroy();
    const far = connect(Number(real.port), real.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => silent || silenced.has(from) || to.write(bytes));
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
  });
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
  const near = new URL(real);
  near.port = String((proxy.address() as { port: number }).port);
  const breakOff = () => {
    for (const socket of sockets) socket.resetAndDestroy();
    sockets.clear();
  };
  return {
    url: near.href,
    silence: () => {
      silent = true;
      for (const socket of sockets) silenced.add(socket);
    },
    breakOff,
    refuse: () => {
      refused = true;
      breakOff();
    },
    mend: () => {
      silent = false;
      refused = false;
    },
    close: () => {
      breakOff();
      proxy.close();
    },
  };
}
