import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import { Failure } from "#lib/domain/errors.ts";
import { readOpenSlo } from "#lib/domain/openslo/read.ts";
import { wireOf } from "#lib/domain/slo/defining/wire.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makeSli, makeSlo, objectiveDefinition, sloDefinition } from "#lib/testing/slo/definitions.ts";
import { violated } from "#lib/testing/slo/rows.ts";
import { settleVerdict } from "../violations/settle.ts";
import { defineSlo } from "./define.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const BURN = { kind: "burn" as const, severity: "critical" as const, longSeconds: 3600, shortSeconds: 300 };

const faultsOf = (work: Promise<unknown>): Promise<{ path: string; message: string }[]> =>
  work.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return error.faults;
    },
  );

describe("defining an SLO", () => {
  it("stores it with ids for names, as evaluation reads it", async () => {
    const pageId = await newPage();
    const [sliId, componentId] = [await makeSli(pageId, "runs"), await makeComponent(pageId)];
    const slo = await makeSlo(pageId, {
      key: "SLO-002",
      components: [componentId],
      objectives: [
        objectiveDefinition("main", {
          rule: { kind: "ratio", sli: "runs" },
          alerts: [{ ...BURN, factor: 14.4 }],
        }),
        objectiveDefinition("time", {
          rule: { kind: "availability", components: [componentId], combine: "any", evidence: ["runs"] },
        }),
      ],
    });
    const objectives = await readObjectives(pageId);
    expect(objectives.map(({ id }) => id)).toEqual(slo.objectiveIds);
    expect(objectives).toMatchObject([
      { sloKey: "SLO-002", key: "main", componentIds: [componentId], rule: { kind: "ratio", sli: sliId } },
      { key: "time", rule: { components: [componentId], evidence: [sliId] } },
    ]);
    expect(slo.definition.objectives[0]!.rule).toEqual({ kind: "ratio", sli: "runs" });
    const { actions, events, audits } = await written(pageId);
    expect([actions, events]).toEqual([["slo.create"], ["slo.defined"]]);
    expect(audits[0]).toMatchObject({
      objectKind: "slo",
      objectId: slo.id,
      after: { version: 1, key: "SLO-002" },
    });
  });

  it("again changes nothing; another target is another version, and both stay", async () => {
    const pageId = await newPage();
    const first = await makeSlo(pageId, {}, T);
    expect(
      (await makeSlo(pageId, { objectives: [objectiveDefinition("main", { target: "99.90" })] }, T + 1))
        .version,
    ).toBe(1);
    const second = await makeSlo(
      pageId,
      { objectives: [objectiveDefinition("main", { target: "99.95" })] },
      T + 2,
    );
    expect(second).toMatchObject({ id: first.id, version: 2, objectiveIds: first.objectiveIds });
    const versions = await prisma().sloVersion.findMany({
      where: { sloId: first.id },
      orderBy: { version: "asc" },
    });
    expect(versions).toMatchObject([{ version: 1, actorKind: "operator", actorId: "test" }, { version: 2 }]);
    const targets = versions.map(
      ({ document }) => readOpenSlo(document, ["requests"]).slos[0]!.value.objectives[0]!.target,
    );
    expect(targets).toEqual(["99.9", "99.95"]);
    expect((await written(pageId)).actions).toEqual(["slo.create", "slo.update"]);
  });

  it("without an objective that it had ends what was open of it, and takes it back as the same one", async () => {
    const pageId = await newPage();
    const both = { objectives: [objectiveDefinition("a"), objectiveDefinition("b")] };
    const slo = await makeSlo(pageId, both, T);
    const [, objective] = await readObjectives(pageId);
    await settleVerdict({ objective: objective!, verdict: violated(T) }, null, T);
    await makeSlo(pageId, { objectives: [objectiveDefinition("a")] }, T + 1_000);
    expect(await prisma().violation.findFirst({ where: { objectiveId: objective!.id } })).toMatchObject({
      resolvedAt: new Date(T + 1_000),
    });
    expect((await written(pageId)).events).toEqual([
      "slo.defined",
      "violation.opened",
      "slo.defined",
      "violation.resolved",
    ]);
    expect((await makeSlo(pageId, both, T + 2_000)).objectiveIds).toEqual(slo.objectiveIds);
  });

  it("refuses what is wrong with the arithmetic, and writes nothing", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    const scope = operatorScope("slos:write", pageId);
    const objective = objectiveDefinition("main", { target: "90", alerts: [{ ...BURN, factor: 14.4 }] });
    expect(await faultsOf(defineSlo(scope, sloDefinition({ objectives: [objective] }), T))).toEqual([
      {
        path: "slo.objectives.0.alerts.0.factor",
        message:
          "can never fire: at 90 % even a total outage burns at 1 / (1 − 90 / 100) = 10.00, which is not above 14.4",
      },
    ]);
    const whole = sloDefinition({ objectives: [objectiveDefinition("main", { target: "100" })] });
    expect((await faultsOf(defineSlo(scope, whole, T)))[0]!.message).toContain("100 − 100 = 0");
    const policyId = "abcdefabcdef";
    const lost = sloDefinition({ settings: { ...sloDefinition().settings, policyId } });
    expect((await faultsOf(defineSlo(scope, lost, T))).map(({ path }) => path)).toEqual([
      "slo.escalation_policy_id",
    ]);
    expect(await prisma().slo.count({ where: { pageId } })).toBe(0);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("tells a second editor what the first has made of it", async () => {
    const pageId = await newPage();
    const first = await makeSlo(pageId);
    await makeSlo(pageId, { name: "Renamed" });
    const scope = operatorScope("slos:write", pageId);
    const late = defineSlo(scope, sloDefinition({ name: "Late" }), T, { version: first.version });
    await expect(late).rejects.toMatchObject({ kind: "conflict", current: { version: 2 } });
    expect(await faultsOf(defineSlo(scope, sloDefinition(), T, { mode: "new" }))).toEqual([
      { path: "slo.key", message: "another SLO has this key" },
    ]);
  });

  it("is for those who may: not readers, not other pages", async () => {
    const pageId = await newPage();
    const token = { kind: "token" as const, id: "t", pageId, permissions: ["page:read" as const] };
    expect(() => authorize(token, "slos:write", pageId)).toThrow("slos:write");
    const other = await newPage();
    await makeSli(other, "requests");
    const foreign = faultsOf(defineSlo(operatorScope("slos:write", pageId), sloDefinition(), T));
    expect((await foreign).map(({ message }) => message)).toEqual([
      "no such SLI: requests (there are: none)",
    ]);
  });

  it("says the same on the wire", () => {
    expect(wireOf(sloDefinition())).toMatchObject({ window_seconds: 2_592_000, contract_time_zone: null });
  });
});
