import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, difference } from "./difference.ts";
import { given } from "./given.ts";
import { parseInstant } from "./instant.ts";
import { listQuery, listWindow, MAX_LIST_LIMIT } from "./list.ts";
import { lines, singleLine, storable, toLines, toSingleLine, toStorable } from "./text.ts";

const MIN_AT = Date.UTC(100, 0, 1);
const MAX_AT = Date.UTC(9999, 11, 31);
const anyText = fc.string({ unit: "binary" });

describe("toSingleLine", () => {
  it.each([
    ["a\r\nb", "a b"],
    ["\u0000a\u0007\u001b[31mb\u0085c\u2029", "a [31mb c"],
    ["  가\t나  ", "가 나"],
    ["\ud800", "\ufffd"],
    ["👍🏽", "👍🏽"],
    ["\n\n", ""],
  ])("makes %j %j", (text, line) => {
    expect(toSingleLine(text)).toBe(line);
  });

  it("leaves one line without controls that PostgreSQL can hold, and changes it no further", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = toSingleLine(text);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(line.isWellFormed()).toBe(true);
        expect(toSingleLine(line)).toBe(line);
      }),
    );
  });
});

describe("texts of several lines and byte-exact texts", () => {
  it.each([
    ["a\r\nb\rc\n", "a\nb\nc"],
    ["\ta\u0000\u0007b", "\tab"],
  ])("toLines makes %j %j", (text, clean) => {
    expect(toLines(text)).toBe(clean);
  });

  it("toStorable changes nothing but NUL and lone surrogates", () => {
    expect(toStorable("a\u0000\r\n\u001b b \ud800")).toBe("a\r\n\u001b b \ufffd");
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (!text.includes("\0")) expect(toStorable(text)).toBe(text);
      }),
    );
  });

  it("measures lengths after cleaning", () => {
    expect(singleLine(3).parse("  abc\n")).toBe("abc");
    expect(singleLine(3).safeParse("abcd").success).toBe(false);
    expect(singleLine(3).safeParse("\n").success).toBe(false);
    expect(lines(3).parse("")).toBe("");
    expect(lines(3).safeParse("abcd").success).toBe(false);
    expect(storable(3).safeParse("\0").success).toBe(false);
  });
});

describe("parseInstant", () => {
  it.each([
    ["2026-11-23T10:00:00Z", Date.UTC(2026, 10, 23, 10)],
    ["2026-11-23t10:00:00.1z", Date.UTC(2026, 10, 23, 10, 0, 0, 100)],
    ["2026-11-23T10:00:00.123456789+09:00", Date.UTC(2026, 10, 23, 1, 0, 0, 123)],
    ["2026-11-23T10:00:00-0330", Date.UTC(2026, 10, 23, 13, 30)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
    ["2000-02-29T23:59:59.999Z", Date.UTC(2000, 1, 29, 23, 59, 59, 999)],
  ])("reads %s", (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });

  it.each([
    "",
    "2026-11-23",
    "2026-11-23T10:00:00",
    "2026-11-23 10:00:00Z",
    "2026-11-23T10:00Z",
    "2026-02-30T10:00:00Z",
    "2025-02-29T10:00:00Z",
    "1900-02-29T10:00:00Z",
    "2026-00-01T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-01-00T10:00:00Z",
    "2026-04-31T10:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T10:60:00Z",
    "2026-01-01T10:00:60Z",
    "2026-01-01T10:00:00+24:00",
    "2026-01-01T10:00:00+09:60",
    "0001-01-01T00:00:00Z",
    "+002026-01-01T00:00:00Z",
    "2026-01-01T10:00:00.Z",
    "２０２６-01-01T10:00:00Z",
    "2026-01-01T10:00:00Z\n",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it("reads back every instant that Date writes, in any offset", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: MIN_AT, max: MAX_AT }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (at, offset) => {
          expect(parseInstant(new Date(at).toISOString())).toBe(at);
          const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
          const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
          const zone = `${offset < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
          if (/^\d{4}-/.test(local) && !local.startsWith("00")) expect(parseInstant(local + zone)).toBe(at);
        },
      ),
    );
  });

  it("agrees with the calendar about which days there are", () => {
    const twoDigits = (value: number) => String(value).padStart(2, "0");
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= 31; day++) {
        const text = `2027-${twoDigits(month)}-${twoDigits(day)}T00:00:00Z`;
        const exists = new Date(Date.UTC(2027, month - 1, day)).getUTCMonth() === month - 1;
        expect([text, parseInstant(text) !== null]).toEqual([text, exists]);
      }
  });
});

describe("listWindow", () => {
  it.each([
    [{}, { skip: 0, take: MAX_LIST_LIMIT }],
    [
      { limit: 10, page: 3 },
      { skip: 20, take: 10 },
    ],
    [
      { per_page: 5, page: 2 },
      { skip: 5, take: 5 },
    ],
    [
      { limit: 1, per_page: 5 },
      { skip: 0, take: 1 },
    ],
  ])("cuts %j to %j", (query, window) => {
    expect(listWindow(listQuery.parse(query))).toEqual(window);
  });
});

describe("difference", () => {
  it("tells only what differs, as it was and as it is", () => {
    const before = { name: "a", list: [1, 2], group: null as string | null, same: 1 };
    const after = { name: "b", list: [2, 1], group: null, same: 1 };
    expect(difference(before, after, ["name", "list", "group", "same"])).toEqual({
      before: { name: "a", list: [1, 2] },
      after: { name: "b", list: [2, 1] },
    });
    expect(difference(before, { ...after, name: "a", list: [1, 2] }, ["name", "list"])).toBeNull();
    expect(difference({ a: undefined }, { a: "x" } as { a?: string }, ["a"])).toEqual({
      before: { a: null },
      after: { a: "x" },
    });
  });

  it("does not see the order of keys, which jsonb does not keep, but that of lists", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(reversed)).toBe(canonical(value));
      }),
    );
    expect(canonical({ a: { y: 1, x: 2 } })).toBe(canonical({ a: { x: 2, y: 1 } }));
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
    expect(canonical(undefined)).toBe("null");
  });
});

describe("given", () => {
  it("keeps null, false and empty, and drops what is undefined", () => {
    expect(given({ a: null, b: undefined, c: false, d: "" })).toEqual({ a: null, c: false, d: "" });
  });
});
