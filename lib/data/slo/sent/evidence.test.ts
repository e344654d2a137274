import { describe, expect, it } from "vitest";
import type { ObjectiveRule } from "#lib/domain/slo/definition.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { makeObjective } from "#lib/testing/slo/rows.ts";
import { putWindows } from "#lib/testing/slo/windows.ts";
import { pool } from "../../db.ts";
import { readEvidence } from "./evidence.ts";

withDatabase();
const HOUR = 3_600_000;
const T = Date.parse("2026-11-24T10:00:00Z");

describe("readEvidence", () => {
  it("adds hours of SLIs of the SLO's components that nothing judges, and takes no others", async () => {
    const pageId = await makePage();
    const [web, api] = [await makeComponent(pageId), await makeComponent(pageId)];
    const make = (key: string, components: string[], kind: "ratio" | "latency" = "ratio") =>
      makeSli(pageId, key, { components, kind });
    const sessions = await make("sessions", [web]);
    await make("elsewhere", [api]);
    await make("anywhere", []);
    await make("latency", [web], "latency");
    const [counted, judged, part] = [await make("a", [web]), await make("b", [web]), await make("c", [web])];
    const rule: ObjectiveRule = {
      ...{ kind: "availability", components: [web], combine: "any", evidence: [counted] },
    };
    const { sloId } = await makeObjective(pageId, { rule, componentIds: [web] });
    const other = await makeObjective(pageId, { rule: { kind: "ratio", sli: judged }, componentIds: [web] });
    const parts = [{ sli: part, weight: 1 }];
    await makeObjective(pageId, { rule: { kind: "composite", method: "worst", parts } as never });
    await putWindows(sessions, [
      { at: T - HOUR, good: 9, total: 10 },
      { at: T, good: 7, total: 10 },
    ]);
    const read = (from: number, until: number, id = sloId, page = pageId) =>
      readEvidence(pool(), page, id, { from, until });
    const found = { sliId: sessions, key: "sessions", name: "sessions of the page", lastWindowAt: null };
    expect(await read(T - HOUR, T)).toEqual([{ ...found, good: 9n, total: 10n }]);
    expect(await read(T - HOUR, T + HOUR)).toEqual([{ ...found, good: 16n, total: 20n }]);
    expect(await read(T + HOUR, T + 2 * HOUR)).toEqual([{ ...found, good: 0n, total: 0n }]);
    expect(await read(T - HOUR, T, other.sloId)).toEqual([]);
    expect(await read(T - HOUR, T, sloId, await makePage())).toEqual([]);
    await pool().query("update slis set archived_at = now() where id = $1", [sessions]);
    expect(await read(T - HOUR, T)).toEqual([]);
  });
});
