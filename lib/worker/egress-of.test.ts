import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProbe } from "#lib/probes/index.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { startHttpTarget, type Target } from "#lib/testing/network/target.ts";
import { chooseEgress } from "./egress-of.ts";

let platform: Target;
let neighbour: Target;
beforeAll(async () => {
  platform = await startHttpTarget((request, response) => {
    if (request.url === "/away") response.writeHead(302, { location: `http://${neighbour.hostPort}/` });
    response.end("ok");
  });
  neighbour = await startHttpTarget((_request, response) => response.end("secret"));
});
afterAll(() => Promise.all([platform.close(), neighbour.close()]));

/** The reason of a probe of `url`, or its outcome. */
async function probe(url: string, isFromCatalogue: boolean, settings: { PLATFORM_URL?: string } = {}) {
  const target = probeTarget("http", { url });
  const env = {
    EGRESS_ALLOW: [],
    DNS_SERVERS: [],
    PLATFORM_URL: `http://${platform.hostPort}/base`,
    ...settings,
  };
  const result = await runProbe(target, chooseEgress(env)({ isFromCatalogue, target }));
  return result.detail.reason ?? result.outcome;
}

describe("chooseEgress", () => {
  it("lets the catalogue's monitors reach a private platform", async () => {
    expect(await probe(`http://${platform.hostPort}/base/health`, true)).toBe("up");
  });
  it("lets nobody else reach it", async () => {
    expect(await probe(`http://${platform.hostPort}/base/health`, false)).toBe("address_not_allowed");
    const unset = { PLATFORM_URL: undefined };
    expect(await probe(`http://${platform.hostPort}/`, true, unset)).toBe("address_not_allowed");
  });
  it("opens nothing beside the platform's own host and port", async () => {
    expect(await probe(`http://${neighbour.hostPort}/`, true)).toBe("address_not_allowed");
    expect(await probe(`http://${platform.hostPort}/away`, true)).toBe("address_not_allowed");
    expect(await probe(`https://${platform.hostPort}/`, true)).toBe("address_not_allowed");
    expect(neighbour.connections()).toBe(0);
  });
});
