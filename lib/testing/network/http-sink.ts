import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What came in, whatever was answered. */
export type PostSeen = {
  at: number;
  method: string;
  path: string;
  /** webhook-id. */
  id: string;
  headers: Record<string, string>;
  bodyHash: string;
  bytes: number;
  /** Only as long as `keeps` says. */
  body: string | null;
  /** The status that was answered; `hang` or `reset`. */
  answered: number | "hang" | "reset";
};

/** The first rule that fits wins; without one the answer is an empty 200. */
export type HttpRule = {
  /** Source of a regular expression over the path; everything without it. */
  path?: string;
  does?: { status: number; headers?: Record<string, string>; body?: string } | "hang" | "reset";
  delayMs?: number;
  times?: number;
};

export type HttpSinkOptions = { port?: number; rules?: HttpRule[]; keeps?: number };

export type HttpSink = {
  port: number;
  origin: string;
  history: () => PostSeen[];
  counts: () => { posts: number; open: number; peak: number; connections: number };
  program: (rules: HttpRule[]) => void;
  shut: () => Promise<void>;
  open: () => Promise<void>;
  forget: () => void;
  stop: () => Promise<void>;
};

type Counted = HttpRule & { pattern: RegExp | null; used: number };

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

function reply(response: ServerResponse, does: Exclude<HttpRule["does"], "hang" | "reset">): void {
  response.writeHead(does?.status ?? 200, does?.headers).end(does?.body ?? "");
}

/** A real HTTP server that takes every request, remembers it, and misbehaves as its rules say. */
export async function startHttpSink(options: HttpSinkOptions = {}): Promise<HttpSink> {
  const history: PostSeen[] = [];
  const sockets = new Set<Socket>();
  const counts = { peak: 0, connections: 0 };
  let rules: Counted[] = [];
  const program = (next: HttpRule[]) => {
    rules = next.map((rule) => ({ ...rule, pattern: rule.path ? new RegExp(rule.path) : null, used: 0 }));
  };
  program(options.rules ?? []);
  const ruleFor = (path: string): Counted | undefined =>
    rules.find(
      (rule) => rule.pattern?.test(path) !== false && rule.used++ < (rule.times ?? Number.POSITIVE_INFINITY),
    );

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (body === null) return;
    const path = request.url ?? "/";
    const rule = ruleFor(path);
    const does = rule?.does;
    history.push({
      at: Date.now(),
      method: request.method ?? "",
      path,
      id: String(request.headers["webhook-id"] ?? ""),
      headers: request.headers as Record<string, string>,
      bodyHash: createHash("sha1").update(body).digest("base64url"),
      bytes: body.length,
      body: history.length < (options.keeps ?? Number.POSITIVE_INFINITY) ? body.toString("utf8") : null,
      answered: typeof does === "object" ? does.status : (does ?? 200),
    });
    if (does === "hang") return;
    if (rule?.delayMs) await sleep(rule.delayMs);
    if (does === "reset") request.socket.destroy();
    else reply(response, does);
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    counts.connections += 1;
    counts.peak = Math.max(counts.peak, sockets.size);
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(options.port ?? 0);
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    history: () => history,
    counts: () => ({ ...counts, posts: history.length, open: sockets.size }),
    program,
    shut,
    open: async () => void (await listen(port)),
    forget: () => {
      history.length = 0;
      Object.assign(counts, { peak: sockets.size, connections: sockets.size });
    },
    stop: shut,
  };
}
