import { describe, expect, it } from "vitest";
import { dnsConfig, httpConfig, MAX_HEADERS, MONITOR_CONFIGS, tcpConfig, tlsConfig } from "./monitor.ts";

const http = (part: object) => httpConfig.safeParse({ url: "https://example.com/", ...part });

describe("httpConfig", () => {
  it("fills in what is not said", () => {
    expect(http({}).data).toEqual({
      url: "https://example.com/",
      method: "GET",
      headers: {},
      follow_redirects: true,
      expected_status: "200-299",
    });
  });

  it.each([
    "http://example.com",
    "https://example.com:8443/a?b",
    "https://상태.한국/",
    "http://[2001:db8::1]/",
  ])("takes %s", (url) => {
    expect(http({ url }).success).toBe(true);
  });
  it.each([
    "",
    "example.com",
    "ftp://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://",
    "http://[broken/",
    "http://256.0.0.1/",
    "http://example.com:99999/",
    "https://user:pass@example.com/",
    "https://user@example.com/",
    "http://example.com:pass@169.254.169.254/",
    `https://example.com/${"a".repeat(2_000)}`,
  ])("refuses %s as a fault of the input, never by a crash", (url) => {
    expect(http({ url }).success).toBe(false);
  });

  it.each(["200", "200-299", "200,204", "200-299,404"])("takes the status range %s", (expected_status) => {
    expect(http({ expected_status }).success).toBe(true);
  });
  it.each(["", "2xx", "200-", "20", "200, 204", "200;204"])(
    "refuses the status range %j",
    (expected_status) => {
      expect(http({ expected_status }).success).toBe(false);
    },
  );

  it("takes headers, and those of the connection not", () => {
    expect(http({ headers: { Authorization: "Bearer x", "X-Name": "caf\u00e9" } }).success).toBe(true);
    for (const name of [
      "Host",
      "connection",
      "Content-Length",
      "Transfer-Encoding",
      "Proxy-Authorization",
      "TE",
    ])
      expect(http({ headers: { [name]: "x" } }).error?.issues).toMatchObject([
        { path: ["headers", name], message: "this header is set by the probe itself" },
      ]);
  });
  it("refuses headers that no message can hold", () => {
    for (const headers of [{ "a b": "x" }, { "": "x" }, { a: "x\r\nEvil: 1" }, { a: "x\0" }, { a: "정상" }])
      expect(http({ headers }).success).toBe(false);
    const many = Object.fromEntries(Array.from({ length: MAX_HEADERS + 1 }, (_, i) => [`x-${i}`, "1"]));
    expect(http({ headers: many }).success).toBe(false);
  });
});

describe("hosts", () => {
  it.each(["example.com", "example.com.", "under_score.example", "10.0.0.1", "::1", "2001:db8::1"])(
    "takes %s",
    (host) => {
      expect(tcpConfig.safeParse({ host, port: 443 }).success).toBe(true);
    },
  );
  it.each([
    "",
    "a b",
    "example.com:80",
    "user@example.com",
    "example.com/path",
    "169.254.169.254/latest/meta-data/#",
    "example.com\\x",
    "a..b",
    "-x.example",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(127)}example`,
  ])("refuses %j", (host) => {
    for (const config of [tcpConfig, tlsConfig, dnsConfig])
      expect(config.safeParse({ host, port: 443 }).success).toBe(false);
  });
  it("checks the longest host at once: no text makes the check slow", () => {
    const startedAt = performance.now();
    for (const text of [
      `${"a".repeat(250)}!`,
      `${"a.".repeat(126)}!`,
      "a-".repeat(126),
      ":".repeat(253),
      "a".repeat(1_000_000),
    ])
      expect(tcpConfig.safeParse({ host: text, port: 1 }).success).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
  it("wants a port between 1 and 65535; 443 for tls if none is said", () => {
    for (const port of [0, 65_536, 1.5, "80", undefined])
      expect(tcpConfig.safeParse({ host: "example.com", port }).success).toBe(false);
    expect(tlsConfig.parse({ host: "example.com" })).toEqual({
      host: "example.com",
      port: 443,
      minimum_days: 14,
    });
  });
});

it("has a configuration for every kind, the self-probe too", () => {
  expect(Object.keys(MONITOR_CONFIGS).sort()).toEqual(
    ["dns", "external", "heartbeat", "http", "self", "tcp", "tls"].sort(),
  );
});
