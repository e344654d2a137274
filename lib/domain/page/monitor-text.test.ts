import { describe, expect, it } from "vitest";
import { destinationText, publicConfig } from "./monitor-text.ts";

describe("what a monitor asks", () => {
  it.each([
    [
      "http",
      { url: "https://a.example/", method: "GET", headers: { "x-key": "secret" } },
      "https://a.example/",
    ],
    ["http", { url: "https://a.example/", method: "POST", body: "secret" }, "POST https://a.example/"],
    ["tcp", { host: "db.example", port: 5432 }, "tcp://db.example:5432"],
    ["dns", { host: "a.example", record: "MX" }, "MX a.example"],
    ["tls", { host: "a.example", port: 443 }, "tls://a.example:443"],
    ["heartbeat", { grace_seconds: 30 }, "heartbeat"],
    ["external", {}, "external"],
    ["self", {}, "/healthz"],
  ] as const)("of kind %s is told in one line without secrets", (kind, config, text) => {
    expect(destinationText({ kind, config: config as never })).toBe(text);
    const told = publicConfig({ kind, config: config as never });
    expect(destinationText({ kind, config: told })).toBe(text);
    expect(JSON.stringify(told)).not.toContain("secret");
  });
});
