import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, idFromBytes } from "./id.ts";

describe("idFromBytes", () => {
  const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 });

  it("makes ids that the schema accepts, the same ones of the same bytes", () => {
    fc.assert(
      fc.property(bytes, (random) => {
        fc.pre(random.filter((byte) => byte < 252).length >= 12);
        const made = idFromBytes(random);
        expect(id.safeParse(made).success).toBe(true);
        expect(idFromBytes(random)).toBe(made);
      }),
    );
  });

  it("leaves out the bytes that would favour some letters", () => {
    expect(idFromBytes(Uint8Array.of(252, 255, ...Array(12).fill(0)))).toBe("000000000000");
    expect(idFromBytes(Uint8Array.from({ length: 12 }, (_, i) => 24 + i))).toBe("opqrstuvwxyz");
  });

  it("refuses too few bytes", () => {
    expect(() => idFromBytes(Uint8Array.of(1, 2, 3))).toThrow(RangeError);
    expect(() => idFromBytes(new Uint8Array(32).fill(255))).toThrow(RangeError);
  });
});

describe("id", () => {
  it.each(["", "abc", "ABCDEFGHIJKL", "abcdefghijk!", "abcdefghijklm", "abcdefghijk\n"])(
    "refuses %j",
    (text) => {
      expect(id.safeParse(text).success).toBe(false);
    },
  );
});
