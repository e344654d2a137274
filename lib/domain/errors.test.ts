import { describe, expect, it, vi } from "vitest";
import { Failure, invalid, notFound } from "./errors.ts";

describe("a refusal", () => {
  it("carries what the door tells", () => {
    expect(notFound("page")).toMatchObject({ kind: "not_found", message: "page not found", faults: [] });
    const faults = [{ path: "monitor.url", message: "no" }];
    expect(invalid(faults)).toMatchObject({ kind: "invalid", faults, current: undefined });
  });

  it("is one for every copy of the module that a bundler makes", async () => {
    vi.resetModules();
    const copy = await import("./errors.ts");
    expect(copy.Failure).not.toBe(Failure);
    expect(copy.notFound("page")).toBeInstanceOf(Failure);
    expect(notFound("page")).toBeInstanceOf(copy.Failure);
  });

  it("is no other error, and nothing that only looks like one", () => {
    for (const other of [new Error("x"), { kind: "invalid", message: "x", faults: [] }, null, undefined, "x"])
      expect(other instanceof Failure).toBe(false);
  });
});
