import { describe, expect, it } from "vitest";
import { hostPort, parseHost, parseHostPort, portOf, withoutBrackets } from "./host.ts";

describe("parseHost", () => {
  it.each([
    ["Example.COM", "example.com"],
    ["example.com.", "example.com."],
    ["상태.한국", "xn--hg4bo80a.xn--3e0b707e"],
    ["under_score.example", "under_score.example"],
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1.", "127.0.0.1"],
    ["127.1", "127.0.0.1"],
    ["2130706433", "127.0.0.1"],
    ["0x7f000001", "127.0.0.1"],
    ["0x7F.0x0.0x0.0x1", "127.0.0.1"],
    ["017700000001", "127.0.0.1"],
    ["0177.0.0.01", "127.0.0.1"],
    ["0", "0.0.0.0"],
    ["%31%32%37.0.0.1", "127.0.0.1"],
    ["１２７.０.０.１", "127.0.0.1"],
    ["127。0。0。1", "127.0.0.1"],
    ["::1", "::1"],
    ["[::1]", "::1"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["::ffff:127.0.0.1", "::ffff:7f00:1"],
  ])("reads %s as %s", (text, host) => {
    expect(parseHost(text)).toBe(host);
  });

  it.each([
    "",
    " ",
    "a b",
    "example.com:80",
    "user@example.com",
    "example.com/path",
    "example.com#x",
    "example.com?x",
    "example.com\\x",
    "169.254.169.254/latest/meta-data/#",
    "256.0.0.1",
    "1.2.3.4.5",
    "0x100000000",
    "fe80::1%eth0",
    "[::1",
    "::1]",
    "a[b]",
    "<script>",
  ])("refuses %j", (text) => {
    expect(parseHost(text)).toBeNull();
  });
});

describe("host and port", () => {
  it.each([
    ["Example.com:443", { host: "example.com", port: 443 }],
    ["[::1]:80", { host: "::1", port: 80 }],
    ["0x7f.1:8080", { host: "127.0.0.1", port: 8080 }],
  ])("reads %s", (text, expected) => {
    expect(parseHostPort(text)).toEqual(expected);
  });
  it.each(["example.com", "example.com:", ":80", "example.com:0", "example.com:65536", "example.com:1:2"])(
    "refuses %s",
    (text) => {
      expect(parseHostPort(text)).toBeNull();
    },
  );
  it("writes IPv6 in brackets", () => {
    expect(hostPort("::1", 80)).toBe("[::1]:80");
    expect(hostPort("example.com", 80)).toBe("example.com:80");
    expect(withoutBrackets("[::1]")).toBe("::1");
  });
  it("knows the port of a URL, also the scheme's own", () => {
    const ports = ["http://a", "https://a", "http://a:8080", "https://a:443"].map((url) =>
      portOf(new URL(url)),
    );
    expect(ports).toEqual([80, 443, 8080, 443]);
  });
});
