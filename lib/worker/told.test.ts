import { describe, expect, it } from "vitest";
import type { Logger } from "#lib/log.ts";
import { createTold } from "./told.ts";

const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

function told() {
  const lines: string[] = [];
  const write = (level: string) => (first: unknown, text?: string) =>
    void lines.push(`${level}: ${typeof first === "string" ? first : text}`);
  const log = { info: write("info"), warn: write("warn"), error: write("error") } as unknown as Logger;
  return { lines, ...createTold(log) };
}

describe("createTold", () => {
  it("says once for all loops that the database is away, and once that it answers again", () => {
    const { lines, failed, worked } = told();
    for (const name of ["judge", "probe", "judge", "snapshot"]) failed(name, away);
    for (const name of ["judge", "probe", "snapshot"]) worked(name);
    expect(lines).toEqual([
      "warn: The database is away: trying again until it answers",
      "info: The database answers again",
    ]);
  });

  it("takes a loop that fails late for part of the same absence, and one that had worked for a new one", () => {
    const { lines, failed, worked } = told();
    for (const name of ["judge", "probe"]) failed(name, away);
    worked("probe");
    failed("judge", away);
    expect(lines).toHaveLength(2);
    failed("probe", away);
    expect(lines.slice(2)).toEqual(["warn: The database is away: trying again until it answers"]);
  });

  it("says once per loop that it fails for another reason, and once that it works again", () => {
    const { lines, failed, worked } = told();
    for (let i = 0; i < 3; i++) failed("judge", new TypeError("a defect"));
    worked("probe");
    worked("judge");
    worked("judge");
    expect(lines).toEqual(["error: The loop failed: trying again", "info: The loop works again"]);
  });

  it("says nothing while everything works", () => {
    const { lines, worked } = told();
    worked("judge");
    expect(lines).toEqual([]);
  });
});
