import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { ask, startPublicServer } from "#lib/testing/public-server.ts";
import { LiveEvents } from "./live-events.ts";
import { answerMetrics, createMetrics, mayReadMetrics } from "./metrics.ts";

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;
const TOKEN = "0123456789abcdef";

describe("who may read metrics", () => {
  it.each([
    ["this machine", "127.0.0.1", {}, 0, true],
    ["this machine over IPv6", "::1", {}, 0, true],
    ["this machine, IPv4 written as IPv6", "::ffff:127.0.0.1", {}, 0, true],
    ["another machine", "10.0.0.5", {}, 0, false],
    ["somebody through a proxy on this machine", "127.0.0.1", { "x-forwarded-for": "1.1.1.1" }, 0, false],
    ["somebody through another kind of proxy", "127.0.0.1", { forwarded: "for=1.1.1.1" }, 0, false],
    ["somebody through a proxy that only tells its host", "127.0.0.1", { "x-forwarded-host": "a" }, 0, false],
    ["somebody through a CDN", "127.0.0.1", { "cf-connecting-ip": "1.1.1.1" }, 0, false],
    ["somebody through another CDN", "127.0.0.1", { "true-client-ip": "1.1.1.1" }, 0, false],
    ["anybody, behind a trusted proxy", "127.0.0.1", {}, 1, false],
  ])("without a token: %s", (_, address, headers, proxyHops, isAllowed) => {
    expect(mayReadMetrics(from(address, headers), { token: undefined, proxyHops })).toBe(isAllowed);
  });

  it.each([
    [`Bearer ${TOKEN}`, true],
    [`Bearer ${TOKEN}x`, false],
    ["Bearer 0123456789abcdeX", false],
    [TOKEN, false],
    ["", false],
  ])("with a token: %j", (authorization, isAllowed) => {
    const request = from("10.0.0.5", { authorization });
    expect(mayReadMetrics(request, { token: TOKEN, proxyHops: 1 })).toBe(isAllowed);
    expect(mayReadMetrics(from("127.0.0.1"), { token: TOKEN, proxyHops: 0 })).toBe(false);
  });
});

it("tells hits, misses, renderings and the cache's size as they are", async () => {
  let registry: ReturnType<typeof createMetrics> | undefined;
  const own = {
    "/metrics": (_: unknown, response: ServerResponse) => answerMetrics(registry!, true, response),
  };
  const server = await startPublicServer({ doors: { own } });
  const events = new LiveEvents();
  registry = createMetrics({ cache: server.cache, documents: server.documents, events });
  for (let view = 0; view < 5; view++) await ask(server.origin, "/ko");
  await ask(server.origin, "/ko", { headers: { "if-none-match": "*" } });
  for (let read = 0; read < 2; read++) {
    const { text } = await ask(server.origin, "/metrics");
    expect(text).toMatch(/^tds_page_cache_hits_total 5$/m);
    expect(text).toMatch(/^tds_page_cache_misses_total 1$/m);
    expect(text).toMatch(/^tds_not_modified_total 1$/m);
    expect(text).toMatch(/^tds_renders_total 1$/m);
    expect(text).toMatch(/^tds_page_cache_entries 1$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  }
  events.close();
  await server.close();
});
