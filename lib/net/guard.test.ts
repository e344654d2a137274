import { describe, expect, it } from "vitest";
import { createGuard } from "./guard.ts";

const refusal = (allow: string[], host: string, addresses: string[], port: number): string | null => {
  try {
    createGuard(allow).check(host, addresses, port);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

describe("createGuard", () => {
  it("passes a name whose addresses are all public", () => {
    expect(refusal([], "example.com", ["1.1.1.1", "2606:4700:4700::1111"], 443)).toBeNull();
  });
  it("refuses a name when one of its addresses is private, and says which", () => {
    expect(refusal([], "example.com", ["1.1.1.1", "10.0.0.1"], 443)).toBe(
      "example.com resolves to 10.0.0.1, which is a private address",
    );
    expect(refusal([], "10.0.0.1", ["10.0.0.1"], 443)).toBe("10.0.0.1 is a private address");
  });

  it.each([
    ["the name as written", ["db.internal:5432"], "db.internal", ["10.0.0.1"], 5432],
    ["the name in another case", ["DB.Internal:5432"], "db.internal", ["10.0.0.1"], 5432],
    ["the resolved address", ["10.0.0.1:5432"], "db.internal", ["10.0.0.1"], 5432],
    ["an IPv6 address", ["[::1]:80"], "::1", ["::1"], 80],
    ["another spelling of an address", ["0x7f.1:80"], "127.0.0.1", ["127.0.0.1"], 80],
    [
      "two private addresses that are both listed",
      ["10.0.0.1:80", "10.0.0.2:80"],
      "a",
      ["10.0.0.1", "10.0.0.2"],
      80,
    ],
  ])("lets a private address through for %s", (_what, allow, host, addresses, port) => {
    expect(refusal(allow, host, addresses, port)).toBeNull();
  });

  it.each([
    ["another port", ["db.internal:5432"], "db.internal", ["10.0.0.1"], 5433],
    ["a longer name", ["internal:80"], "db.internal", ["10.0.0.1"], 80],
    ["a name that begins like it", ["db.internal:80"], "db.internal.evil.example", ["10.0.0.1"], 80],
    ["a port that begins like it", ["10.0.0.1:80"], "10.0.0.1", ["10.0.0.1"], 8080],
    ["a neighbour", ["10.0.0.1:80"], "10.0.0.2", ["10.0.0.2"], 80],
    ["the mapped form of a listed address", ["127.0.0.1:80"], "::ffff:7f00:1", ["::ffff:7f00:1"], 80],
    ["one listed and one unlisted address", ["10.0.0.1:80"], "a", ["10.0.0.1", "10.0.0.2"], 80],
  ])("still refuses %s", (_what, allow, host, addresses, port) => {
    expect(refusal(allow, host, addresses, port)).toMatch(/is an? /);
  });

  it.each(["example.com", "example.com:0", "10.0.0.0/8", "*:80", "http://a:80", "*.internal:80"])(
    "does not start with the entry %s",
    (entry) => {
      // A star is a legal letter of no host: an operator who hopes for a pattern must hear of it.
      if (entry.includes("*")) expect(createGuard([entry]).trusts("anything", 80)).toBe(false);
      else expect(() => createGuard([entry])).toThrow(`"${entry}" is not host:port`);
    },
  );
});
