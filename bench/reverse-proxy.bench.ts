import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { migrate } from "#lib/setup/migrate.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { createAuthority } from "#lib/testing/network/certificate.ts";
import { nextVersion, publishFixture } from "#lib/testing/published.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { startThrowawayCluster } from "#lib/testing/throwaway-cluster.ts";
import { spawnWeb } from "#lib/testing/web-process.ts";
import { type Asked, ask, NAME, startCaddyGuide, startNginxGuide } from "./support/proxies.ts";

// The configurations of docs/reverse-proxy.md, run for real in front of the web process: what they promise, checked.
const MAX_STREAMS_PER_ADDRESS = 100;
/** Longer than s-maxage: what nginx kept is over. */
const KEPT_MS = 2_500;
/** s-maxage, and a margin for the follower. */
const FRESH_WITHIN_MS = 4_000;

const dir = mkdtempSync("/tmp/t-developer-status-bench-");
chmodSync(dir, 0o755);
const closers: (() => Promise<unknown>)[] = [async () => rmSync(dir, { recursive: true, force: true })];
const failures: string[] = [];
let checks = 0;
const check = (sentence: string, isTrue: boolean) => {
  checks += 1;
  if (!isTrue) failures.push(sentence);
};

async function startWorld() {
  const cluster = await startThrowawayCluster({ durable: false });
  closers.push(cluster.stop);
  const databaseUrl = cluster.url("postgres");
  await migrate(databaseUrl);
  const snapshot = nextVersion(calmSnapshot(), Date.now());
  await publishFixture(databaseUrl, snapshot);
  const env = { TRUSTED_PROXY_HOPS: "1", PUBLIC_URL: `https://${NAME}` };
  const web = await spawnWeb({ databaseUrl, dataDir: join(dir, "data"), env });
  closers.push(() => web.stop());
  const webPort = Number(new URL(web.origin).port);
  while ((await ask(webPort, "/ko")).status !== 200) await sleep(100);
  return { databaseUrl, snapshot, web, webPort };
}

const versionOf = (html: Buffer): number => Number(/data-version="(\d+)"/.exec(html.toString())?.[1]);

async function waitedMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work().catch(() => {});
  return performance.now() - startedAt;
}

type Nginx = { secure: (path: string, asked?: Asked) => ReturnType<typeof ask>; webPort: number };

async function checkCache({ secure, webPort }: Nginx) {
  const first = await secure("/ko");
  const second = await secure("/ko");
  const direct = await ask(webPort, "/ko");
  check("the page is kept", first.headers["x-cache"] === "MISS" && second.headers["x-cache"] === "HIT");
  check("the page is ours, byte for byte", second.body.equals(direct.body));
  for (const name of [
    "etag",
    "last-modified",
    "content-security-policy",
    "strict-transport-security",
    "cache-control",
  ])
    check(`${name} passes unchanged`, first.headers[name] === direct.headers[name] && !!direct.headers[name]);
  const hits = await Promise.all(
    ["/ko?x=1", "/ko?utm_source=y", "/ko?"].map((path) =>
      secure(path, { headers: { host: "evil.example" } }),
    ),
  );
  check(
    "a random query and another Host meet the same entry",
    hits.every((one) => one.headers["x-cache"] === "HIT"),
  );

  for (const encoding of ["br", "gzip", "identity"]) {
    const headers = { "accept-encoding": encoding };
    const [through, straight] = [await secure("/ko", { headers }), await ask(webPort, "/ko", { headers })];
    const isSame = through.headers.etag === straight.headers.etag && through.body.equals(straight.body);
    check(`the ${encoding} form passes with its own ETag`, isSame);
    const known = { ...headers, "if-none-match": String(straight.headers.etag) };
    const unmodified = await secure("/ko", { headers: known });
    check(`304 for the ${encoding} form`, unmodified.status === 304 && unmodified.body.length === 0);
  }
  for (const language of ["ko", "en", "ko"]) {
    const answer = await secure("/", { headers: { "accept-language": language } });
    check(
      `/ in ${language}`,
      answer.headers["content-language"] === language || answer.body.includes(`lang="${language}"`),
    );
  }
  for (const path of ["//ko", "/ko/", "/x/../ko", "/%6bo", "/ko%00", "/ko;x"]) await secure(path);
  check("no other spelling replaces the page", (await secure("/ko")).status === 200);
  const head = await secure("/ko", { method: "HEAD" });
  check("HEAD answers from the page's entry", head.status === 200 && head.body.length === 0);
  const showcase = [
    await secure("/uptime_showcase?components=a"),
    await secure("/uptime_showcase?components=b"),
  ];
  check(
    "the one document with parameters has one entry for each",
    showcase.every((one) => one.headers["x-cache"] === "MISS"),
  );
}

async function checkPrivate({ secure }: Nginx, accessLog: () => string) {
  const body = JSON.stringify({ component: { name: "x" } });
  for (const headers of [{}, { authorization: "Bearer wrong" }] as Record<string, string>[])
    for (const path of ["/v1/pages", "/v1/openapi.json"]) {
      await secure(path, { headers });
      const again = await secure(path, { headers });
      check(`${path} is never kept`, again.headers["x-cache"] !== "HIT");
    }
  const post = await secure("/v1/pages/x/components", {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  check("a POST reaches the API", post.status === 401);
  for (const path of ["/metrics", "/readyz"]) check(`${path} is closed`, (await secure(path)).status === 404);
  check("/healthz is open", (await secure("/healthz")).status === 200);
  await secure("/heartbeat/top-secret-address");
  check(
    "secret addresses stay out of the log",
    accessLog().includes("/ko") && !accessLog().includes("top-secret"),
  );
}

/** Opens /events; counts the versions that it tells. */
function listen(port: number, ca: string, spoofed?: string) {
  const versions: number[] = [];
  const headers = { host: NAME, ...(spoofed ? { "x-forwarded-for": spoofed } : {}) };
  const opened = new Promise<number>((resolve) => {
    const stream = get(
      { host: "127.0.0.1", port, path: "/events", headers, ca, servername: NAME, agent: false },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.setEncoding("utf8").on("data", (text: string) => {
          for (const [, version] of text.matchAll(/"version":(\d+)/g)) versions.push(Number(version));
        });
        answer.on("error", () => {});
      },
    );
    stream.on("error", () => resolve(0));
    closers.push(async () => stream.destroy());
  });
  return { versions, opened };
}

async function checkFreshness(nginx: Nginx, port: number, ca: string, publish: () => Promise<Snapshot>) {
  const stream = listen(port, ca);
  check("/events opens", (await stream.opened) === 200);
  await nginx.secure("/ko");
  const { version } = await publish();
  const startedAt = performance.now();
  let toldMs = Number.NaN;
  let shownMs = Number.NaN;
  while (performance.now() - startedAt < 10_000 && (Number.isNaN(toldMs) || Number.isNaN(shownMs))) {
    const now = performance.now() - startedAt;
    if (Number.isNaN(toldMs) && stream.versions.includes(version)) toldMs = now;
    if (Number.isNaN(shownMs) && versionOf((await nginx.secure("/ko")).body) === version) shownMs = now;
    await sleep(20);
  }
  check("an event passes at once", toldMs < 1_500);
  check("a new version is on the page in time", shownMs < FRESH_WITHIN_MS);
  return { toldMs: Math.round(toldMs), shownMs: Math.round(shownMs) };
}

async function checkAddresses(port: number, ca: string) {
  const streams = Array.from({ length: MAX_STREAMS_PER_ADDRESS + 5 }, (_, i) =>
    listen(port, ca, `203.0.113.${i}`),
  );
  const states = await Promise.all(streams.map((stream) => stream.opened));
  check(
    "an invented X-Forwarded-For makes nobody another client",
    states.filter((status) => status === 503).length >= 5,
  );
}

async function measure() {
  const world = await startWorld();
  const authority = createAuthority();
  const ports = [await freePort(), await freePort(), world.webPort] as [number, number, number];
  const nginx = await startNginxGuide(dir, ports, authority);
  closers.push(nginx.stop);
  const caddy = await startCaddyGuide(dir, await freePort(), world.webPort);
  closers.push(caddy.stop);
  const ca = authority.cert;
  const secure = (path: string, asked: Asked = {}) => ask(nginx.port, path, { ca, ...asked });

  const moved = await ask(nginx.plainPort, "/ko?x", { headers: { host: "evil.example" } });
  check(
    "http leads to https under our own name",
    moved.status === 301 && moved.headers.location === `https://${NAME}/ko?x`,
  );
  await checkCache({ secure, webPort: world.webPort });
  await checkPrivate({ secure, webPort: world.webPort }, nginx.accessLog);
  const freshness = await checkFreshness({ secure, webPort: world.webPort }, nginx.port, ca, async () => {
    const next = nextVersion(world.snapshot, Date.now());
    await publishFixture(world.databaseUrl, next);
    return next;
  });
  await checkAddresses(nginx.port, ca);

  check("Caddy: the page", (await ask(caddy.port, "/ko")).status === 200);
  check("Caddy: /metrics is closed", (await ask(caddy.port, "/metrics")).status === 404);
  await world.web.stop();
  const waiting = waitedMs(() => ask(caddy.port, "/ko"));
  await sleep(KEPT_MS);
  const stale = await secure("/ko");
  check(
    "with no web process the last page is served",
    stale.status === 200 && stale.headers["x-cache"] === "STALE",
  );
  check("with no web process the API says so", (await secure("/v1/pages")).status === 502);
  check("Caddy waits for a web process that restarts", (await waiting) > KEPT_MS);
  const isGood = failures.length === 0;
  console.log(JSON.stringify({ bench: "reverse-proxy", isGood, checks, failures, freshness }));
  if (!isGood) process.exitCode = 1;
}

try {
  await measure();
} finally {
  for (const close of closers.toReversed()) await close();
}
