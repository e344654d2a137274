import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { startDnsServer } from "#lib/testing/network/dns-server.ts";
import { closedPort, startHttpTarget, startTcpTarget, type Target } from "#lib/testing/network/target.ts";
import { createEgress, type EgressRequest, MAX_BODY_BYTES } from "./egress.ts";
import { NetFault } from "./fault.ts";

const targets: Target[] = [];
const opened = async (target: Promise<Target>): Promise<Target> => {
  targets.push(await target);
  return target;
};
afterEach(() => Promise.all(targets.splice(0).map((target) => target.close())));

/** Asks a target; gives the named reason (or "answered") and how long it took. */
async function ask(target: { hostPort: string }, request: Partial<EgressRequest> = {}) {
  const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
  const startedAt = performance.now();
  const reason = await egress
    .request({ url: `http://${target.hostPort}/`, timeoutMs: 5_000, ...request })
    .then(
      () => "answered",
      (error) => (error instanceof NetFault ? error.reason : `not named: ${error}`),
    );
  return { reason, tookMs: performance.now() - startedAt };
}

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

describe("the deadline covers the whole exchange", () => {
  const TIMEOUT_MS = 300;
  /** Timers and a busy machine get this much beyond the deadline. */
  const SLACK_MS = 400;

  async function expectTimeout(target: Target, url = `http://${target.hostPort}/`) {
    const { reason, tookMs } = await ask(target, { url, timeoutMs: TIMEOUT_MS });
    expect(reason).toBe("timeout");
    expect(tookMs).toBeGreaterThan(TIMEOUT_MS - 20);
    expect(tookMs).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  }

  /** Writes one byte of `text` (or an endless "x") every 20 ms: each read succeeds, the whole never ends. */
  const drip = (head: string) => (socket: import("node:net").Socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write("x"), 20);
    socket.on("close", () => clearInterval(timer));
  };

  it("a server that accepts and never answers", async () => {
    await expectTimeout(await opened(startTcpTarget(() => {})));
  });
  it("a server that never begins its TLS", async () => {
    const target = await opened(startTcpTarget(() => {}));
    await expectTimeout(target, `https://${target.hostPort}/`);
  });
  it("headers that drip", async () => {
    await expectTimeout(await opened(startTcpTarget(drip(`${HEAD}X-Slow: `))));
  });
  it("a body that drips", async () => {
    await expectTimeout(await opened(startTcpTarget(drip(`${HEAD}Content-Length: 100000\r\n\r\n`))));
  });
  it("a body without an end", async () => {
    await expectTimeout(await opened(startTcpTarget(drip(`${HEAD}\r\n`))));
  });
  it("a server that only ever says that it is still working", async () => {
    const early = (socket: import("node:net").Socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    };
    await expectTimeout(await opened(startTcpTarget(early)));
  });
  it("redirects that are each fast enough", async () => {
    const slowHops = await opened(
      startHttpTarget((_request, response) => {
        setTimeout(() => response.writeHead(302, { location: "/again" }).end(), 80);
      }),
    );
    const { reason, tookMs } = await ask(slowHops, { timeoutMs: TIMEOUT_MS, maxRedirects: 5 });
    expect(reason).toBe("timeout");
    expect(tookMs).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });
  it("a name server that never answers", async () => {
    const dns = await startDnsServer(() => "drop");
    const egress = createEgress({ allow: [], dnsServers: [dns.address] });
    const startedAt = performance.now();
    await expect(egress.request({ url: "http://slow.test/", timeoutMs: TIMEOUT_MS })).rejects.toMatchObject({
      reason: "dns_failed",
    });
    expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + SLACK_MS);
    await dns.close();
  });
  it("an address where nobody is", async () => {
    const { reason, tookMs } = await ask({ hostPort: "192.0.2.1:81" }, { timeoutMs: TIMEOUT_MS });
    // Which of them depends on the network that the test runs in.
    expect(["connect_timeout", "unreachable", "refused"]).toContain(reason);
    expect(tookMs).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  });
  it("the caller's own abort, with the caller's reason", async () => {
    const target = await opened(startTcpTarget(() => {}));
    const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
    const caller = new AbortController();
    setTimeout(() => caller.abort(new Error("we stop")), 50);
    const url = `http://${target.hostPort}/`;
    await expect(egress.request({ url, timeoutMs: 5_000, signal: caller.signal })).rejects.toThrow("we stop");
    await expect(egress.request({ url, timeoutMs: 5_000, signal: caller.signal })).rejects.toThrow("we stop");
  });
});

describe("the size of an answer", () => {
  const serve = (body: Buffer, headers: Record<string, string> = {}) =>
    opened(startHttpTarget((_request, response) => response.writeHead(200, headers).end(body)));

  it("is 1 MB at most", async () => {
    expect((await ask(await serve(Buffer.alloc(MAX_BODY_BYTES)))).reason).toBe("answered");
    expect((await ask(await serve(Buffer.alloc(MAX_BODY_BYTES + 1)))).reason).toBe("body_too_large");
  });

  it("is not read on once it is too large", async () => {
    let sent = 0;
    const endless = await opened(
      startHttpTarget((_request, response) => {
        const chunk = Buffer.alloc(64 * 1024);
        const write = () => {
          while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        };
        response.on("drain", write);
        write();
      }),
    );
    expect((await ask(endless)).reason).toBe("body_too_large");
    expect(sent).toBeLessThan(20 * MAX_BODY_BYTES);
  });

  it.each([
    ["gzip", gzipSync(Buffer.alloc(200 * MAX_BODY_BYTES))],
    ["br", brotliCompressSync(Buffer.alloc(200 * MAX_BODY_BYTES))],
  ])("counts what %s unpacks to: a bomb is named, not unpacked", async (encoding, bomb) => {
    const target = await serve(bomb, { "content-encoding": encoding });
    const before = process.memoryUsage().rss;
    expect((await ask(target)).reason).toBe("body_too_large");
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * MAX_BODY_BYTES);
  });

  it("gives a compressed answer in clear", async () => {
    const target = await serve(gzipSync("정상"), { "content-encoding": "gzip" });
    const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
    const answer = await egress.request({ url: `http://${target.hostPort}/`, timeoutMs: 5_000 });
    expect(answer.body.toString()).toBe("정상");
  });

  it.each([
    ["one header of 64 KB", `${HEAD}X-Large: ${"x".repeat(65_536)}\r\n\r\n`],
    ["a thousand headers", `${HEAD}${"X-Many: 0123456789012345678901234567890\r\n".repeat(1_000)}\r\n`],
    ["a header that never ends", `${HEAD}X-Endless: ${"x".repeat(200_000)}`],
  ])("has bounded headers: %s", async (_name, text) => {
    const target = await opened(startTcpTarget((socket) => socket.write(text)));
    expect((await ask(target)).reason).toBe("headers_too_large");
  });
});

describe("how a connection fails", () => {
  const say = (text: string) =>
    opened(startTcpTarget((socket) => socket.once("data", () => socket.end(text))));

  it("refused: nobody listens", async () => {
    expect((await ask({ hostPort: `127.0.0.1:${await closedPort()}` })).reason).toBe("refused");
  });
  it("refused, also when another address of the name has no route", async () => {
    const port = await closedPort();
    const dns = await startDnsServer(({ type }) => (type === "A" ? ["127.0.0.1"] : ["2001:db8::1"]));
    const egress = createEgress({ allow: [`two.test:${port}`], dnsServers: [dns.address] });
    const asked = egress.request({ url: `http://two.test:${port}/`, timeoutMs: 1_000 });
    await expect(asked).rejects.toMatchObject({
      reason: expect.stringMatching(/^(refused|connect_timeout)$/),
    });
    await dns.close();
  });
  it("reset: at once, after the request, and in the middle of the body", async () => {
    const atOnce = await opened(startTcpTarget((socket) => void socket.resetAndDestroy()));
    const afterRequest = await opened(
      startTcpTarget((socket) => socket.once("data", () => socket.resetAndDestroy())),
    );
    const inBody = await opened(
      startTcpTarget((socket) =>
        socket.once("data", () => {
          socket.write(`${HEAD}Content-Length: 100\r\n\r\nhalf`);
          setTimeout(() => socket.resetAndDestroy(), 50);
        }),
      ),
    );
    for (const target of [atOnce, afterRequest, inBody]) expect((await ask(target)).reason).toBe("reset");
  });
  it("reset: a polite end without an answer, or before the body is complete", async () => {
    expect((await ask(await say(""))).reason).toBe("reset");
    expect((await ask(await say(`${HEAD}Content-Length: 100\r\n\r\nhalf`))).reason).toBe("reset");
  });
  it.each([
    ["another protocol", "SSH-2.0-OpenSSH_9.9\r\n"],
    ["nonsense", "\0\0\0\0\0\0\0\0\r\n\r\n"],
    ["two lengths", `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`],
    ["a length and chunks", `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["a damaged chunk", `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
    [
      "an upgrade that nobody asked for",
      "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    ],
    ["damaged gzip", `${HEAD}Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope`],
  ])("protocol error: %s", async (_name, text) => {
    expect((await ask(await say(text))).reason).toBe("protocol_error");
  });
});

it("closes every connection that it opened", async () => {
  const closed: Promise<void>[] = [];
  const target = await opened(
    startTcpTarget((socket) => {
      closed.push(new Promise((resolve) => socket.once("close", () => resolve())));
      socket.once("data", () => socket.write(`${HEAD}Content-Length: 2\r\n\r\nok`));
    }),
  );
  await ask(target);
  await ask(target, { url: `https://${target.hostPort}/`, timeoutMs: 100 });
  const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
  const socket = await egress.connect("127.0.0.1", target.port, false, { timeoutMs: 1_000 });
  socket.destroy();
  await Promise.all(closed);
  expect(closed).toHaveLength(3);
});

it("opens at most 100 connections to one host at once; the others wait within their own deadline", async () => {
  let open = 0;
  let most = 0;
  const target = await opened(
    startHttpTarget((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end("ok");
      }, 30);
    }),
  );
  const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
  const url = `http://${target.hostPort}/`;
  const answers = await Promise.all(
    Array.from({ length: 250 }, () => egress.request({ url, timeoutMs: 10_000 })),
  );
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  expect(most).toBeLessThanOrEqual(100);
  expect(most).toBeGreaterThan(50);
});
