import { describe, expect, it } from "vitest";
import { filesOf, isTest, readSource } from "./source.ts";

/** What tells somebody something and changes nothing that is kept: alerts and reminders are facts, as samples are. */
const TOLD_WITHOUT_A_CHANGE = ["incident.suggested", "incident.stale"];

const useCases = filesOf("lib/usecases/**/*.ts").filter((path) => !isTest(path));

describe("every act of a use case", () => {
  it("writes through change(), which records it: never by Prisma itself", () => {
    const direct = /prisma\(\)\s*\.\w+\s*\.(create|createMany|update|updateMany|upsert|delete|deleteMany)\b/;
    expect(useCases.filter((path) => direct.test(readSource(path)))).toEqual([]);
  });

  it("has an audit record where it has an event", () => {
    const faults = useCases.flatMap((path) =>
      [...readSource(path).matchAll(/audit: null,\s*event: \{\s*kind: "([^"]+)"/g)]
        .filter(([, kind]) => !TOLD_WITHOUT_A_CHANGE.includes(kind!))
        .map(([, kind]) => `${path} tells ${kind} without a record`),
    );
    expect(faults).toEqual([]);
  });

  it("is told in no audit record with an address, a secret or a key", () => {
    const faults = useCases.filter((path) =>
      /\b(before|after): \{[^}]*\b(email|password|secret|token|secretHash|hash):/.test(readSource(path)),
    );
    expect(faults).toEqual([]);
  });
});
