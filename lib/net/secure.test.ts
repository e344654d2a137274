import { createSecureContext } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { createAuthority, issue, type TestCertificate } from "#lib/testing/network/certificate.ts";
import { startHttpsTarget, startTcpTarget, type Target } from "#lib/testing/network/target.ts";
import { dial } from "./dial.ts";
import { secure } from "./secure.ts";

const DAY_MS = 86_400_000;
const authority = createAuthority();
const context = createSecureContext({ ca: [authority.cert] });
let target: Target | undefined;
let requests = 0;
afterEach(async () => {
  await target?.close();
  requests = 0;
});

async function handshake(certificate: TestCertificate, host: string) {
  target = await startHttpsTarget((_request, response) => {
    requests += 1;
    response.end();
  }, certificate);
  const signal = AbortSignal.timeout(3_000);
  const { socket, tlsExpiresAt } = await secure(
    await dial(["127.0.0.1"], target.port, signal),
    host,
    context,
    signal,
  );
  socket.destroy();
  return tlsExpiresAt;
}

describe("secure", () => {
  it.each(["shop.test", "shop.test.", "127.0.0.1"])("accepts a trusted certificate for %s", async (host) => {
    const expiresAt = await handshake(issue(authority, ["shop.test", "127.0.0.1"], 30), host);
    expect(Math.abs(expiresAt - (Date.now() + 30 * DAY_MS))).toBeLessThan(60_000);
  });

  const stranger = createAuthority("Nobody knows me");
  it.each([
    ["made out to another name", issue(authority, ["other.test"]), "tls_invalid"],
    ["with a wildcard one level too high", issue(authority, ["*.test.test"]), "tls_invalid"],
    ["of an unknown authority", issue(stranger, ["shop.test"]), "tls_invalid"],
    ["signed by itself", stranger, "tls_invalid"],
    ["that is over", issue(authority, ["shop.test"], -2), "tls_expired"],
    ["that is over and of an unknown authority", issue(stranger, ["shop.test"], -2), "tls_expired"],
  ])("refuses a certificate %s, and still tells its end", async (_what, certificate, reason) => {
    await expect(handshake(certificate, "shop.test")).rejects.toMatchObject({
      reason,
      tlsExpiresAt: expect.any(Number),
    });
    expect(requests).toBe(0);
  });

  it("refuses what is no TLS", async () => {
    target = await startTcpTarget((socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const signal = AbortSignal.timeout(3_000);
    const socket = await dial(["127.0.0.1"], target.port, signal);
    await expect(secure(socket, "shop.test", context, signal)).rejects.toMatchObject({
      reason: "tls_invalid",
    });
    expect(socket.destroyed).toBe(true);
  });

  it("refuses a version that nobody should use any more", async () => {
    const old = { ...issue(authority, ["shop.test"]), maxVersion: "TLSv1.1", minVersion: "TLSv1" } as const;
    await expect(handshake(old, "shop.test")).rejects.toMatchObject({ reason: "tls_invalid" });
  });

  it("calls a server that hangs up during the handshake a reset", async () => {
    target = await startTcpTarget((socket) => void socket.once("data", () => socket.resetAndDestroy()));
    const signal = AbortSignal.timeout(3_000);
    const socket = await dial(["127.0.0.1"], target.port, signal);
    await expect(secure(socket, "shop.test", context, signal)).rejects.toMatchObject({ reason: "reset" });
  });
});
