import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuthority, issue } from "#lib/testing/network/certificate.ts";
import { type DnsReply, startDnsServer } from "#lib/testing/network/dns-server.ts";
import { startHttpsTarget, startHttpTarget, type Target } from "#lib/testing/network/target.ts";
import { createEgress } from "./egress.ts";
import { NetFault } from "./fault.ts";

const TIMEOUT_MS = 2_000;

/** The named reason of a failed exchange, or "answered". */
const reasonOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "answered",
    (error) => (error instanceof NetFault ? error.reason : `not named: ${error}`),
  );

describe("the guard on every spelling of a private address", () => {
  let trap: Target;
  let trap6: Target;
  beforeAll(async () => {
    trap = await startHttpTarget((_request, response) => response.end("secret"));
    trap6 = await startHttpTarget((_request, response) => response.end("secret"), "::1");
  });
  afterAll(() => Promise.all([trap.close(), trap6.close()]));

  const egress = createEgress({ allow: [], dnsServers: [] });

  it.each([
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.1",
    "0X7F.0x0.0x0.0x1",
    "0177.0.0.1",
    "127.0.0.1.",
    "%31%32%37.0.0.1",
    "127%2e0%2e0%2e1",
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "0",
    "0.0.0.0",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "anything.localhost",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "100.100.100.200",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
  ])("refuses http://%s", async (host) => {
    const url = `http://${host}:${trap.port}/`;
    expect(await reasonOf(egress.request({ url, timeoutMs: TIMEOUT_MS }))).toBe("address_not_allowed");
    expect(trap.connections()).toBe(0);
  });

  it.each(["[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0::0]", "localhost"])(
    "refuses http://%s over IPv6",
    async (host) => {
      const url = `http://${host}:${trap6.port}/`;
      expect(await reasonOf(egress.request({ url, timeoutMs: TIMEOUT_MS }))).toBe("address_not_allowed");
      expect(trap6.connections()).toBe(0);
    },
  );

  it("dials no such address with bare TCP or TLS either", async () => {
    for (const isSecure of [false, true])
      for (const host of ["127.0.0.1", "0x7f.1", "::ffff:127.0.0.1", "localhost"]) {
        const connected = egress.connect(host, trap.port, isSecure, { timeoutMs: TIMEOUT_MS });
        expect(await reasonOf(connected)).toBe("address_not_allowed");
      }
    expect(trap.connections()).toBe(0);
  });

  it("reads the URL with the parser that dials: userinfo and backslashes hide no host", async () => {
    for (const url of [
      `http://example.com:pass@127.0.0.1:${trap.port}/`,
      `http://127.0.0.1:${trap.port}\\@example.com/`,
      `http://example.com@127.0.0.1:${trap.port}/`,
    ])
      expect(await reasonOf(egress.request({ url, timeoutMs: TIMEOUT_MS }))).toMatch(
        /^(address_not_allowed|redirect_invalid)$/,
      );
    expect(trap.connections()).toBe(0);
  });
});

describe("the guard on names", () => {
  let allowed: Target;
  let trap: Target;
  let dns: Awaited<ReturnType<typeof startDnsServer>>;
  const replies: Record<string, (type: string, timesBefore: number) => DnsReply> = {
    "rebinding.test": (type, before) => (type === "A" ? [before === 0 ? "127.0.0.1" : "127.0.0.2"] : []),
    "private.test": (type) => (type === "A" ? ["127.0.0.2"] : []),
    "private6.test": (type) => (type === "AAAA" ? ["::1"] : []),
    "mixed.test": (type) => (type === "A" ? ["93.184.216.34", "127.0.0.2"] : []),
    "mixed6.test": (type) => (type === "A" ? ["93.184.216.34"] : ["fd00::1"]),
    "mapped.test": (type) => (type === "A" ? [] : ["::ffff:127.0.0.2"]),
    "public-then-private.test": (type, before) =>
      type === "A" ? [before === 0 ? "93.184.216.34" : "169.254.169.254"] : [],
    "good.test": (type) => (type === "A" ? ["127.0.0.1"] : []),
  };
  beforeAll(async () => {
    allowed = await startHttpTarget((request, response) => response.end(`to ${request.headers.host}`));
    // The same port on a neighbouring address: only the address tells them apart.
    trap = await startHttpTarget((_request, response) => response.end("secret"), "127.0.0.2", allowed.port);
    dns = await startDnsServer(({ type, name }, before) => replies[name]?.(type, before) ?? "nxdomain");
  });
  afterAll(() => Promise.all([allowed.close(), trap.close(), dns.close()]));

  const ask = (host: string) =>
    createEgress({ allow: [`127.0.0.1:${allowed.port}`], dnsServers: [dns.address] }).request({
      url: `http://${host}:${allowed.port}/`,
      timeoutMs: TIMEOUT_MS,
    });

  it("connects to exactly the address that it checked: a name server that changes its mind moves nothing", async () => {
    expect((await ask("rebinding.test")).body.toString()).toBe(`to rebinding.test:${allowed.port}`);
    expect(dns.questions.filter((question) => question === "A rebinding.test")).toHaveLength(1);
    expect(await reasonOf(ask("rebinding.test"))).toBe("address_not_allowed");
    expect(dns.questions.filter((question) => question === "A rebinding.test")).toHaveLength(2);
    expect(trap.connections()).toBe(0);
  });

  it.each([
    "private.test",
    "private6.test",
    "mixed.test",
    "mixed6.test",
    "mapped.test",
    "PRIVATE.test",
    "private.test.",
  ])("refuses %s: every answer is checked", async (host) => {
    expect(await reasonOf(ask(host))).toBe("address_not_allowed");
    expect(trap.connections()).toBe(0);
  });

  it("forgets what was public a moment ago", async () => {
    const egress = createEgress({ allow: [], dnsServers: [dns.address] });
    const resolve = () => egress.resolve("public-then-private.test", 80, { timeoutMs: TIMEOUT_MS });
    expect(await resolve()).toEqual(["93.184.216.34"]);
    expect(await reasonOf(resolve())).toBe("address_not_allowed");
  });

  it("trusts a listed name at its listed port, wherever it points", async () => {
    const egress = createEgress({ allow: [`private.test:${allowed.port}`], dnsServers: [dns.address] });
    const url = `http://private.test:${allowed.port}/`;
    expect((await egress.request({ url, timeoutMs: TIMEOUT_MS })).body.toString()).toBe("secret");
    const other = egress.connect("private.test", allowed.port + 1, false, { timeoutMs: TIMEOUT_MS });
    expect(await reasonOf(other)).toBe("address_not_allowed");
  });

  it("sends the name, not the address, to the server and in the TLS handshake", async () => {
    const authority = createAuthority();
    const names: string[] = [];
    const certificate = issue(authority, ["good.test"]);
    const target = await startHttpsTarget((request, response) => response.end(request.headers.host), {
      ...certificate,
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    const egress = createEgress({
      allow: [target.hostPort],
      dnsServers: [dns.address],
      ca: [authority.cert],
    });
    const answer = await egress.request({ url: `https://good.test:${target.port}/`, timeoutMs: TIMEOUT_MS });
    expect(answer.body.toString()).toBe(`good.test:${target.port}`);
    const dotted = await egress.request({ url: `https://good.test.:${target.port}/`, timeoutMs: TIMEOUT_MS });
    expect(dotted.status).toBe(200);
    expect(names).toEqual(["good.test", "good.test"]);
    await target.close();
  });
});

describe("the guard on redirects", () => {
  let hop: Target;
  let trap: Target;
  let location = "";
  const seen: { path: string | undefined; headers: NodeJS.Dict<string | string[]> }[] = [];
  beforeAll(async () => {
    trap = await startHttpTarget((_request, response) => response.end("secret"), "127.0.0.2");
    hop = await startHttpTarget((request, response) => {
      seen.push({ path: request.url, headers: request.headers });
      if (request.url === "/end") return response.end("end");
      const left = /^\/chain\/(\d+)$/.exec(request.url ?? "")?.[1];
      const next = left === undefined ? location : Number(left) === 0 ? "/end" : `/chain/${Number(left) - 1}`;
      response.writeHead(302, { location: next }).end("moved");
    });
  });
  afterAll(() => Promise.all([hop.close(), trap.close()]));

  const follow = (path: string, extra: { allow?: string[]; headers?: Record<string, string> } = {}) =>
    createEgress({ allow: [hop.hostPort, ...(extra.allow ?? [])], dnsServers: [] }).request({
      url: `http://${hop.hostPort}${path}`,
      maxRedirects: 5,
      timeoutMs: TIMEOUT_MS,
      headers: extra.headers,
    });

  it("follows five hops and refuses the sixth", async () => {
    expect((await follow("/chain/4")).body.toString()).toBe("end");
    expect(await reasonOf(follow("/chain/5"))).toBe("too_many_redirects");
  });

  it("ends a loop", async () => {
    location = "/loop";
    const before = hop.connections();
    expect(await reasonOf(follow("/loop"))).toBe("too_many_redirects");
    expect(hop.connections() - before).toBe(6);
  });

  it("checks each hop anew: a public start leads to no private end", async () => {
    for (const target of [
      `http://127.0.0.2:${trap.port}/`,
      `//127.0.0.2:${trap.port}/latest/meta-data`,
      `http://0x7f000002:${trap.port}/`,
      `http://[::ffff:127.0.0.2]:${trap.port}/`,
      "http://169.254.169.254/latest/meta-data/",
      `http://localhost:${trap.port}/`,
    ]) {
      location = target;
      expect(await reasonOf(follow("/go"))).toBe("address_not_allowed");
    }
    expect(trap.connections()).toBe(0);
  });

  it.each([
    "file:///etc/passwd",
    "gopher://x/",
    "http://user:pass@example.com/",
    "http://[broken/",
    "data:,x",
  ])("does not follow to %s", async (target) => {
    location = target;
    expect(await reasonOf(follow("/go"))).toBe("redirect_invalid");
  });

  it("takes credentials along within an origin, and leaves them behind otherwise", async () => {
    const headers = { authorization: "Bearer s", cookie: "a=s", "x-token": "s", "user-agent": "probe" };
    seen.length = 0;
    location = "/end";
    await follow("/go", { headers });
    expect(seen.at(-1)?.headers).toMatchObject(headers);
    location = `http://localhost:${hop.port}/end`;
    await follow("/go", { headers, allow: [`localhost:${hop.port}`] });
    expect(seen.at(-1)?.path).toBe("/end");
    expect(seen.at(-1)?.headers).toMatchObject({ "user-agent": "probe" });
    for (const name of ["authorization", "cookie", "x-token"])
      expect(seen.at(-1)?.headers[name]).toBeUndefined();
  });

  it("gives the redirect itself back when nothing is to be followed", async () => {
    location = "http://169.254.169.254/";
    const egress = createEgress({ allow: [hop.hostPort], dnsServers: [] });
    const answer = await egress.request({ url: `http://${hop.hostPort}/go`, timeoutMs: TIMEOUT_MS });
    expect([answer.status, answer.headers.location, answer.body.toString()]).toEqual([
      302,
      location,
      "moved",
    ]);
  });
});
