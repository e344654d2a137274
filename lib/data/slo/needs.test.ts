import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeObjective, met, violated } from "#lib/testing/slo/rows.ts";
import { settleVerdict } from "#lib/usecases/violations/settle.ts";
import { pool, prisma } from "../db.ts";
import { readPressingViolations, readSilentSlos } from "./needs.ts";
import { writeStates } from "./states.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;

describe("violations that wait for somebody", () => {
  it("are open and warn or page: the worst first, then the oldest, of one page", async () => {
    const [pageId, other] = [await makePage(), await makePage()];
    const open = async (page: string, severity: "info" | "warning" | "critical", at: number) => {
      const objective = await makeObjective(page, { sloKey: `${severity}-${at}` });
      return await settleVerdict({ objective, verdict: violated(at, { severity }) }, null, at);
    };
    await open(pageId, "warning", T);
    await open(pageId, "critical", T + MINUTE);
    await open(pageId, "critical", T);
    await open(pageId, "info", T);
    await open(other, "critical", T);
    const read = async (take: number) =>
      (await readPressingViolations(pageId, take)).map(({ severity, detectedAt }) => [severity, detectedAt]);
    expect(await read(10)).toEqual([
      ["critical", T],
      ["critical", T + MINUTE],
      ["warning", T],
    ]);
    expect(await read(1)).toEqual([["critical", T]]);
  });

  it("are not those that are over", async () => {
    const pageId = await makePage();
    const objective = await makeObjective(pageId);
    const opened = await settleVerdict({ objective, verdict: violated(T) }, null, T);
    const over = T + 20 * MINUTE;
    await settleVerdict({ objective, verdict: met(over) }, opened!.violation, over);
    expect(await readPressingViolations(pageId, 10)).toEqual([]);
  });
});

describe("SLOs that fell silent", () => {
  const state = (objectiveId: string, fields: { noDataSince: number | null; hasFigures?: boolean }) => ({
    objectiveId,
    ...{ evaluatedAt: T, memory: {}, fault: null, counted: null, noDataSince: fields.noDataSince },
    figures: fields.hasFigures === false ? null : ({ unit: "events" } as never),
  });

  it("are told with since when, and how many of their objectives", async () => {
    const pageId = await makePage();
    const [a, b] = [await makeObjective(pageId, { sloKey: "A" }), await makeObjective(pageId)];
    await prisma().sloObjective.create({
      data: {
        ...{ id: `${a.id}2`.slice(-12), sloId: a.sloId, key: "second", name: "Second", position: 2 },
        ...{ rule: {}, target: "99", alerts: [] },
      },
    });
    await writeStates(pool(), [
      state(a.id, { noDataSince: T + MINUTE }),
      state(`${a.id}2`.slice(-12), { noDataSince: T }),
      state(b.id, { noDataSince: null }),
    ]);
    expect(await readSilentSlos(pool(), pageId)).toEqual([
      { sloId: a.sloId, key: "A", name: "A of the page", since: T, count: 2 },
    ]);
    expect(await readSilentSlos(pool(), await makePage())).toEqual([]);
  });

  it("are not those that never had figures, nor archived ones", async () => {
    const pageId = await makePage();
    const [never, archived] = [await makeObjective(pageId), await makeObjective(pageId)];
    await prisma().slo.update({ where: { id: archived.sloId }, data: { archivedAt: new Date(T) } });
    await writeStates(pool(), [
      state(never.id, { noDataSince: T, hasFigures: false }),
      state(archived.id, { noDataSince: T }),
    ]);
    expect(await readSilentSlos(pool(), pageId)).toEqual([]);
  });
});
