import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { debianTool, type Tool } from "#lib/testing/machine/debian-tool.ts";
import type { Authority } from "#lib/testing/network/certificate.ts";
import { issue } from "#lib/testing/network/certificate.ts";

const GUIDE = join(import.meta.dirname, "../../docs/reverse-proxy");
const START_TIMEOUT_MS = 5_000;
const POLL_MS = 50;
export const NAME = "status.example.com";

export type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer };
export type Proxy = { port: number; plainPort: number; stop: () => Promise<void>; accessLog: () => string };
export type Asked = { headers?: Record<string, string>; method?: string; ca?: string; body?: string };

/** One request to a proxy on this machine under its public name; `path` is sent as it stands. */
export function ask(
  port: number,
  path: string,
  { headers, method = "GET", ca, body }: Asked = {},
): Promise<Answer> {
  const options = {
    host: "127.0.0.1",
    port,
    path,
    method,
    headers: { host: NAME, ...headers },
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const sent = ca ? secureRequest({ ...options, ca, servername: NAME }) : plainRequest(options);
    sent.on("error", reject).on("response", async (answer) => {
      const chunks = Buffer.concat(await answer.toArray().catch(() => []));
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: chunks });
    });
    sent.end(body);
  });
}

async function run(tool: Tool, args: string[], port: number, complaints: string): Promise<ChildProcess> {
  const child = spawn(tool.path, args, { env: tool.env, stdio: "ignore" });
  for (const startedAt = performance.now(); performance.now() - startedAt < START_TIMEOUT_MS; ) {
    if (await ask(port, "/healthz").catch(() => null)) return child;
    await sleep(POLL_MS);
  }
  child.kill("SIGKILL");
  throw new Error(`${tool.path} did not start; ${complaints} tells why.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/** The guide's nginx.conf, word for word but for ports, paths and the number of the web process's port. */
export async function startNginxGuide(
  dir: string,
  ports: [number, number, number],
  authority: Authority,
): Promise<Proxy> {
  const [port, plainPort, webPort] = ports;
  const tool = debianTool("nginx", ["nginx", "nginx-common"]);
  const root = join(dir, "guide");
  mkdirSync(root, { recursive: true });
  const { cert, key } = issue(authority, [NAME]);
  writeFileSync(join(root, "fullchain.pem"), cert);
  writeFileSync(join(root, "privkey.pem"), key);
  const replaced: [from: RegExp, to: string][] = [
    [/127\.0\.0\.1:3000/, `127.0.0.1:${webPort}`],
    [/\/var\/cache\/nginx/, root],
    [/listen 80;/, `listen 127.0.0.1:${plainPort};`],
    [/listen 443 ssl http2;/, `listen 127.0.0.1:${port} ssl http2;`],
    [/listen \[::\]:80;/, ""],
    [/listen \[::\]:443 ssl http2;/, ""],
    [/\/etc\/letsencrypt\/live\/status\.example\.com/g, root],
  ];
  let site = readFileSync(join(GUIDE, "nginx.conf"), "utf8");
  for (const [from, to] of replaced) {
    if (!from.test(site)) throw new Error(`docs/reverse-proxy/nginx.conf has no ${from.source} any more.`);
    site = site.replace(from, to);
  }
  writeFileSync(join(root, "site.conf"), site);
  writeFileSync(join(root, "nginx.conf"), frame(root));
  const args = ["-p", root, "-c", join(root, "nginx.conf"), "-e", join(root, "error.log")];
  execFileSync(tool.path, ["-t", "-q", ...args], { env: tool.env, stdio: ["ignore", "ignore", "inherit"] });
  const child = await run(tool, args, plainPort, join(root, "error.log"));
  const accessLog = () => readFileSync(join(root, "access.log"), "utf8");
  return { port, plainPort, stop: () => stop(child), accessLog };
}

/** What /etc/nginx/nginx.conf is elsewhere. */
const frame = (root: string) => `
daemon off; worker_processes 1; pid ${root}/nginx.pid; user ${process.getuid?.() === 0 ? "root" : "nobody"};
events { worker_connections 4096; }
http {
  access_log ${root}/access.log;
  client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/fastcgi;
  uwsgi_temp_path ${root}/uwsgi; scgi_temp_path ${root}/scgi;
  include ${root}/site.conf;
}
`;

/** The guide's Caddyfile, but for plain HTTP on a port of ours: certificates from the internet are not for a bench. */
export async function startCaddyGuide(dir: string, port: number, webPort: number): Promise<Proxy> {
  const tool = debianTool("caddy", ["caddy"]);
  const root = join(dir, "caddy");
  mkdirSync(root, { recursive: true });
  const file = join(root, "Caddyfile");
  const site = readFileSync(join(GUIDE, "Caddyfile"), "utf8");
  for (const part of [`${NAME} {`, "127.0.0.1:3000"])
    if (!site.includes(part)) throw new Error(`docs/reverse-proxy/Caddyfile has no ${part} any more.`);
  const here = site
    .replace(`${NAME} {`, `http://${NAME}:${port} {`)
    .replace("127.0.0.1:3000", `127.0.0.1:${webPort}`);
  writeFileSync(file, `{\n\tadmin off\n}\n${here}`);
  const own = { ...tool, env: { ...tool.env, HOME: root, XDG_DATA_HOME: root, XDG_CONFIG_HOME: root } };
  const child = await run(own, ["run", "--config", file, "--adapter", "caddyfile"], port, file);
  return { port, plainPort: port, stop: () => stop(child), accessLog: () => "" };
}
