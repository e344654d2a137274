import { describe, expect, it } from "vitest";
import { instantField } from "./instant-field.ts";

const told = (input: unknown) => instantField.safeParse(input).error?.issues[0]?.message;

describe("instantField", () => {
  it("is the same instant in every zone", () => {
    expect(instantField.parse("2026-12-01T02:00:00+09:00")).toBe(Date.UTC(2026, 10, 30, 17));
    expect(instantField.parse(" 2026-11-30T17:00:00Z ")).toBe(Date.UTC(2026, 10, 30, 17));
  });

  it.each(["2026-12-01T02:00:00", "2026-12-01", "2026-02-30T00:00:00Z", "soon", 1_795_000_000_000, null])(
    "refuses %j and shows the form",
    (input) => {
      expect(told(input)).toBe("an instant with its zone, such as 2026-12-01T02:00:00+09:00");
    },
  );

  it.each(["1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "0101-01-01T00:00:00Z"])(
    "refuses %s: a slip of the century is no time of an incident",
    (input) => {
      expect(told(input)).toBe("between 2000-01-01 and 2100-01-01");
    },
  );

  it("takes the first and the last instant between them", () => {
    expect(told("2000-01-01T00:00:00Z")).toBeUndefined();
    expect(told("2099-12-31T23:59:59.999Z")).toBeUndefined();
  });
});
