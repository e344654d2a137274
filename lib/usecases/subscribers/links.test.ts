import { describe, expect, it } from "vitest";
import { LINK_PURPOSES, readSignedLink, signLink } from "./links.ts";

const KEY = "k".repeat(32);
const NOW = Date.UTC(2026, 10, 24);
const link = { subscriberId: "abc123def456", epoch: 3, expiresAt: NOW + 60_000 };

describe("signed links of subscribers", () => {
  it("say who and until when, in characters that any address carries", () => {
    const token = signLink(KEY, "manage", link);
    expect(token).toMatch(/^[\w.-]{60,80}$/);
    expect(readSignedLink(KEY, "manage", token, NOW)).toEqual(link);
    const forEver = { ...link, expiresAt: null };
    expect(readSignedLink(KEY, "unsubscribe", signLink(KEY, "unsubscribe", forEver), NOW * 2)).toEqual(
      forEver,
    );
  });

  it("are good for one purpose only, with one key only, until they expire", () => {
    for (const made of LINK_PURPOSES)
      for (const asked of LINK_PURPOSES)
        expect(readSignedLink(KEY, asked, signLink(KEY, made, link), NOW) !== null).toBe(made === asked);
    const token = signLink(KEY, "confirm", link);
    expect(readSignedLink(`${KEY}x`, "confirm", token, NOW)).toBeNull();
    expect(readSignedLink(KEY, "confirm", token, link.expiresAt - 1)).not.toBeNull();
    expect(readSignedLink(KEY, "confirm", token, link.expiresAt)).toBeNull();
  });

  it("are refused when anything in them was changed", () => {
    const token = signLink(KEY, "confirm", link);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "x" ? "y" : "x";
      expect(
        readSignedLink(KEY, "confirm", token.slice(0, at) + other + token.slice(at + 1), NOW),
      ).toBeNull();
    }
    for (const bad of [
      "",
      "a",
      ".",
      "...",
      token.slice(1),
      `${token}x`,
      token.toUpperCase(),
      "\u0000".repeat(70),
    ])
      expect(readSignedLink(KEY, "confirm", bad, NOW)).toBeNull();
  });

  it("are not made for what is no id", () => {
    expect(() => signLink(KEY, "confirm", { ...link, subscriberId: "a.b" })).toThrow(RangeError);
  });
});
