import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Failure } from "#lib/domain/errors.ts";
import { coerce, parseForm } from "./form.ts";
import { parseQuery } from "./input.ts";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("parseForm", () => {
  it.each([
    ["a=1", { a: "1" }],
    ["component[name]=A%20b+c", { component: { name: "A b c" } }],
    ["c[t][en][name]=x&c[t][ko][name]=가", { c: { t: { en: { name: "x" }, ko: { name: "가" } } } }],
    ["g[components][]=a&g[components][]=b", { g: { components: ["a", "b"] } }],
    ["", {}],
    ["a[constructor]=1", { a: { constructor: "1" } }],
  ])("reads %s", (text, tree) => {
    expect(plain(parseForm(text))).toEqual(tree);
  });

  it.each([
    ["a=1&a=2", /twice/],
    ["a=1&a[b]=2", /a text and a group/],
    ["a[b]=1&a=2", /twice/],
    ["a[]=1&a[b]=2", /a text and a group/],
    ["a[b=1", /field name/],
    ["[a]=1", /field name/],
    ["a[][b]=1", /field name/],
    ["a[b][c][d][e][f]=1", /levels/],
    [Array.from({ length: 1_001 }, (_, i) => `f${i}=1`).join("&"), /fields/],
  ])("refuses %s", (text, why) => {
    expect(() => parseForm(text)).toThrow(why);
  });

  it("never touches a prototype", () => {
    parseForm("__proto__[polluted]=1&constructor[prototype][polluted]=1");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("either reads any text or refuses it as malformed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseForm(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});

describe("coerce", () => {
  const schema = z.object({
    flag: z.boolean().optional(),
    count: z.number().int().default(3),
    group: z.string().nullish(),
    list: z.array(z.number()).optional(),
    texts: z.record(z.string(), z.object({ on: z.boolean() })).optional(),
    text: z
      .string()
      .transform((value) => value.length)
      .optional(),
    kind: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("a"), port: z.number() }),
        z.object({ kind: z.literal("b"), port: z.string() }),
      ])
      .optional(),
  });
  const read = (value: unknown) => schema.parse(coerce(schema, value));

  it("makes of texts what the schema wants", () => {
    expect(
      read({
        flag: "true",
        count: "7",
        group: "",
        list: ["", "1", "2"],
        texts: { x: { on: "0" } },
        text: "12",
      }),
    ).toEqual({
      flag: true,
      count: 7,
      group: null,
      list: [1, 2],
      texts: { x: { on: false } },
      text: 2,
    });
    expect(read({ group: "null" }).group).toBeNull();
    expect(read({ kind: { kind: "a", port: "80" } }).kind).toEqual({ kind: "a", port: 80 });
    expect(read({ kind: { kind: "b", port: "80" } }).kind).toEqual({ kind: "b", port: "80" });
  });

  it.each([
    { flag: "maybe" },
    { count: "" },
    { count: "1e999" },
    { count: "1,5" },
    { list: "x" },
    { kind: "a" },
  ])("leaves %j to the schema, which refuses it", (value) => {
    expect(schema.safeParse(coerce(schema, value)).success).toBe(false);
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "takes no field of a prototype: %s",
    (name) => {
      expect(
        read(parseForm(`${name}[type]=1&kind[kind]=b&kind[port]=1&kind[${name}]=x&texts[${name}][on]=1`)),
      ).toEqual(expect.objectContaining({ kind: { kind: "b", port: "1" } }));
      expect(parseQuery(schema, new URLSearchParams({ [name]: "1", count: "2" }))).toEqual({ count: 2 });
    },
  );

  it("reads queries the same way, and ignores what it does not know", () => {
    const query = new URLSearchParams("flag=1&count=2&utm=x");
    expect(parseQuery(schema, query)).toEqual({ flag: true, count: 2 });
  });
});
