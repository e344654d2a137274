import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { debianTool } from "#lib/testing/machine/debian-tool.ts";

export type Peer = { origin: string; stop: () => Promise<void> };

const START_TIMEOUT_MS = 5_000;
const POLL_MS = 50;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/** An answer of ours as it came over the wire: the same headers, in the same order, and the same body. */
export type WireAnswer = { status: number; headers: string[]; body: Buffer };

/** Headers that node:http writes itself. */
const AUTOMATIC = new Set(["date", "connection", "keep-alive"]);

/** A bare node:http server that sends the same bytes. */
export async function startBare(dir: string, name: string, answer: WireAnswer): Promise<Peer> {
  const file = join(dir, `${name}.json`);
  const headers = answer.headers.flatMap((header, at, all) =>
    at % 2 === 0 && !AUTOMATIC.has(header.toLowerCase()) ? [header, all[at + 1]!] : [],
  );
  writeFileSync(
    file,
    JSON.stringify({ status: answer.status, headers, body: answer.body.toString("base64") }),
  );
  const child = fork(join(import.meta.dirname, "bare-server.ts"), [file]);
  const [port] = (await once(child, "message")) as [number];
  return { origin: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

/** nginx with gzip_static: the page and its compressed form lie on disk, one worker process. */
export async function startNginx(dir: string, page: Buffer, gzip: Buffer): Promise<Peer> {
  const tool = debianTool("nginx", ["nginx", "nginx-common"]);
  const root = join(dir, "nginx");
  mkdirSync(join(root, "html"), { recursive: true });
  writeFileSync(join(root, "html/index.html"), page);
  writeFileSync(join(root, "html/index.html.gz"), gzip);
  const port = await freePort();
  writeFileSync(join(root, "nginx.conf"), nginxConfig(root, port));
  const args = ["-p", root, "-c", join(root, "nginx.conf"), "-e", join(root, "error.log")];
  const child = spawn(tool.path, args, { env: tool.env, stdio: "ignore" });
  const origin = `http://127.0.0.1:${port}`;
  for (const startedAt = performance.now(); performance.now() - startedAt < START_TIMEOUT_MS; ) {
    if (await fetch(origin).catch(() => null)) return { origin, stop: () => stop(child) };
    await sleep(POLL_MS);
  }
  throw new Error(`nginx did not start; ${join(root, "error.log")} tells why.`);
}

const nginxConfig = (root: string, port: number) => `
daemon off; worker_processes 1; pid ${root}/nginx.pid; user ${process.getuid?.() === 0 ? "root" : "nobody"};
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
  types { text/html html; }
  client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/fastcgi;
  uwsgi_temp_path ${root}/uwsgi; scgi_temp_path ${root}/scgi;
  server { listen 127.0.0.1:${port}; root ${root}/html; location / { gzip_static on; } }
}
`;
