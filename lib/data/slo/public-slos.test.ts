import { describe, expect, it } from "vitest";
import type { ObjectiveFigures, WindowFigures } from "#lib/domain/slo/figures.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { pool } from "../db.ts";
import { readObjectives } from "./objectives.ts";
import { readPublicSlos } from "./public-slos.ts";
import { writeStates } from "./states.ts";

withDatabase();
const period = (attainment: string): WindowFigures => ({
  ...{ from: 0, until: 1, good: "1", total: "2", attainment, rawAttainment: attainment, excludedMs: 0 },
  ...{ unknownMs: 0, bounds: null, budget: null, remaining: null, remainingPercent: null, isMet: null },
});
const figures = (contract: WindowFigures | null): ObjectiveFigures => ({
  ...{ unit: "events", operational: period("1"), contract, ninetyDays: period("3") },
  ...{ burn: [], exhaustedAt: null, latency: null },
});

describe("readPublicSlos", () => {
  it("tells published SLOs in the order of the page with the figures of their last round", async () => {
    const pageId = await makePage();
    await makeSlo(pageId, { key: "SLO-1", objectives: [objectiveDefinition("a"), objectiveDefinition("b")] });
    await makeSlo(pageId, { key: "SLO-2", name: "Second" });
    const [a] = await readObjectives(pageId);
    await writeStates(pool(), [
      {
        ...{ objectiveId: a!.id, evaluatedAt: 1, figures: figures(period("2")), memory: {}, fault: null },
        ...{ noDataSince: null, counted: null },
      },
    ]);
    const slos = await readPublicSlos(pool(), pageId, []);
    expect(slos.map(({ key, objectives }) => [key, objectives.map((one) => one.key)])).toEqual([
      ["SLO-1", ["a", "b"]],
      ["SLO-2", ["main"]],
    ]);
    expect(slos[0]!.objectives).toMatchObject([
      { unit: "events", month: { attainment: "2" }, ninetyDays: { attainment: "3" } },
      { month: null, ninetyDays: null },
    ]);
  });

  it("tells nothing of private and archived ones, nor of services that are not public", async () => {
    const pageId = await makePage();
    const [open, hidden] = [await makeComponent(pageId), await makeComponent(pageId)];
    await makeSlo(pageId, { key: "SLO-1", isPublic: false });
    const { id } = await makeSlo(pageId, { key: "SLO-2" });
    await makeSlo(pageId, { key: "SLO-3", components: [open, hidden] });
    await pool().query("update slos set archived_at = now() where id = $1", [id]);
    const slos = await readPublicSlos(pool(), pageId, [open]);
    expect(slos.map(({ key, componentIds }) => [key, componentIds])).toEqual([["SLO-3", [open]]]);
    expect(await readPublicSlos(pool(), await makePage(), [])).toEqual([]);
  });

  it("knows the unit of a rule before anything was measured", async () => {
    const pageId = await makePage();
    const component = await makeComponent(pageId);
    const rule = {
      kind: "availability" as const,
      components: [component],
      combine: "any" as const,
      evidence: [],
    };
    await makeSlo(pageId, { components: [component], objectives: [objectiveDefinition("time", { rule })] });
    const [slo] = await readPublicSlos(pool(), pageId, [component]);
    expect(slo!.objectives).toMatchObject([{ kind: "availability", unit: "ms", target: "99.9" }]);
  });
});
