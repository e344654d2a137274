import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import { Failure, type Fault } from "#lib/domain/errors.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { violated } from "#lib/testing/slo/rows.ts";
import { readViolation } from "../violations/read.ts";
import { settleVerdict } from "../violations/settle.ts";
import { archiveSlo } from "./archive.ts";
import { exportOpenSlo } from "./export.ts";
import { importOpenSlo } from "./import.ts";
import { listSlos, listSloVersions, readSlo } from "./read.ts";
import { previewUpdate, updateSlo } from "./update.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);

const SLI = `apiVersion: openslo/v1
kind: SLI
metadata:
  name: requests
spec:
  ratioMetric:
    counter: true
    rawType: success
    raw:
      metricSource:
        type: measurements
        spec:
          sli: requests
`;
const slo = ({ target = "99.9", sli = "requests", annotations = "" } = {}) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  displayName: Checkout
  annotations:
    t-developer.com/objectives: main
${annotations}spec:
  service: shop
  indicatorRef: ${sli}
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: Main
      targetPercent: ${target}
`;
const both = (fields: Parameters<typeof slo>[0] = {}) => [{ text: `${SLI}---\n${slo(fields)}` }];
const scopeOf = (pageId: string) => operatorScope("slos:write", pageId);
const reader = (pageId: string) => operatorScope("page:read", pageId);
const faultsOf = (work: Promise<unknown>): Promise<Fault[]> =>
  work.then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return error.faults;
    },
  );

describe("an import", () => {
  it("makes what the text says, in one act with its audit records; again nothing happens", async () => {
    const pageId = await newPage();
    const { changes, notes, isDryRun } = await importOpenSlo(scopeOf(pageId), both(), { now: T });
    expect([notes, isDryRun]).toEqual([[], false]);
    expect(changes).toEqual([
      { noun: "sli", key: "requests", act: "add", fields: [] },
      { noun: "slo", key: "checkout", act: "add", fields: [] },
    ]);
    expect(await readObjectives(pageId)).toMatchObject([{ sloKey: "checkout", key: "main", target: "99.9" }]);
    const { actions, events } = await written(pageId);
    expect(actions).toEqual(["sli.create", "slo.create"]);
    expect(events).toEqual(["sli.defined", "slo.defined"]);
    const again = await importOpenSlo(scopeOf(pageId), both(), { now: T + 1 });
    expect(again.changes.map(({ act }) => act)).toEqual(["same", "same"]);
    expect((await written(pageId)).actions).toHaveLength(2);
  });

  it("as a dry run tells what it would change, and leaves no trace", async () => {
    const pageId = await newPage();
    await importOpenSlo(scopeOf(pageId), both(), { now: T });
    const options = { now: T + 1, dryRun: true };
    const { changes, isDryRun } = await importOpenSlo(scopeOf(pageId), both({ target: "99.95" }), options);
    expect(isDryRun).toBe(true);
    expect(changes[1]).toEqual({
      noun: "slo",
      key: "checkout",
      act: "change",
      fields: [{ path: "objectives.main.target", before: "99.9", after: "99.95" }],
    });
    expect(await readObjectives(pageId)).toMatchObject([{ target: "99.9" }]);
    expect((await written(pageId)).actions).toHaveLength(2);
  });

  it("with a fault anywhere applies nothing, and tells line and reason of every fault", async () => {
    const pageId = await newPage();
    const wrong = slo({
      target: "100",
      sli: "lost",
      annotations: "    t-developer.com/objective.main.tier: gold\n    t-developer.com/components: nowhere\n",
    });
    const documents = [
      { name: "a.yaml", text: SLI },
      { name: "b.yaml", text: wrong },
    ];
    const faults = await faultsOf(importOpenSlo(scopeOf(pageId), documents, { now: T }));
    expect(faults.map(({ path }) => path)).toEqual([
      "b.yaml, line 8, metadata.annotations.t-developer.com/objective.main.tier",
      "b.yaml, line 9, metadata.annotations.t-developer.com/components",
      "b.yaml, line 12, spec.indicatorRef",
      "b.yaml, line 19, spec.objectives.0.targetPercent",
    ]);
    expect(faults[0]!.message).toBe("no such tier: gold (there are: none)");
    expect(faults[1]!.message).toBe("no such component: nowhere (there are: none)");
    expect(faults[2]!.message).toBe("no such SLI: lost (there are: requests)");
    expect(faults[3]!.message).toContain("100 − 100 = 0");
    expect((await written(pageId)).actions).toEqual([]);
    expect(await listSlos(reader(pageId))).toEqual([]);
  });

  it("tells of an SLI with a fault once, not of everything that names it", async () => {
    const pageId = await newPage();
    const text = both()[0]!.text.replace("type: measurements", "type: carrier-pigeon");
    const faults = await faultsOf(importOpenSlo(scopeOf(pageId), [{ text }], { now: T }));
    expect(faults.map(({ path }) => path)).toEqual(["line 11, spec.ratioMetric.raw.metricSource.type"]);
  });

  it("leaves an SLI of its kind: figures of another one would not add up", async () => {
    const pageId = await newPage();
    await importOpenSlo(scopeOf(pageId), both(), { now: T });
    const latency =
      SLI.replace(/ {2}ratioMetric:[\s\S]*/, "") +
      "  thresholdMetric:\n    metricSource:\n      type: measurements\n      spec:\n        sli: requests\n";
    expect(await faultsOf(importOpenSlo(scopeOf(pageId), [{ text: latency }], { now: T }))).toEqual([
      {
        path: "line 1",
        message: "the figures of this SLI are of the kind ratio: others need another name",
      },
    ]);
  });

  it("of an unknown component or policy is refused at its line", async () => {
    const pageId = await newPage();
    const elsewhere = SLI.replace(
      "  name: requests\n",
      "  name: requests\n  annotations:\n    t-developer.com/components: nowhere\n",
    );
    const faults = await faultsOf(importOpenSlo(scopeOf(pageId), [{ text: elsewhere }], { now: T }));
    expect(faults).toMatchObject([{ message: "no such component: nowhere" }]);
    const policy = both({ annotations: "    t-developer.com/escalation-policy: abcdefabcdef\n" });
    expect(await faultsOf(importOpenSlo(scopeOf(pageId), policy, { now: T }))).toEqual([
      {
        path: "line 22, metadata.annotations.t-developer.com/escalation-policy",
        message: "no such escalation policy on this page",
      },
    ]);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("may name SLIs of another document, in any order", async () => {
    const pageId = await newPage();
    const documents = [
      { name: "slo", text: slo() },
      { name: "sli", text: SLI },
    ];
    const { changes } = await importOpenSlo(scopeOf(pageId), documents, { now: T });
    expect(changes.map(({ noun }) => noun)).toEqual(["sli", "slo"]);
  });

  it("is for those who may write SLOs", () => {
    const token = { kind: "token" as const, id: "t", pageId: "p", permissions: ["page:read" as const] };
    expect(() => authorize(token, "slos:write", "p")).toThrow("slos:write");
    expect(() => authorize(token, "slos:write", "q")).toThrow("page not found");
  });
});

describe("an export", () => {
  it("of one SLO has what it names, by key or id", async () => {
    const pageId = await newPage();
    await importOpenSlo(scopeOf(pageId), both(), { now: T });
    const { id } = await makeSlo(pageId, { key: "other" });
    const text = await exportOpenSlo(reader(pageId), { slo: id });
    expect(text).toContain("name: other");
    expect(text).not.toContain("name: checkout");
    expect(text).toContain("kind: SLI");
    expect(await exportOpenSlo(reader(pageId), { slo: "checkout" })).toContain("name: checkout");
    await expect(exportOpenSlo(reader(pageId), { slo: "none" })).rejects.toThrow("slo not found");
    await expect(exportOpenSlo(reader(await newPage()), { slo: id })).rejects.toThrow("slo not found");
  });
});

describe("a change", () => {
  it("of some fields leaves the others, and is the next version", async () => {
    const pageId = await newPage();
    const componentId = await makeComponent(pageId);
    const { id } = await makeSlo(pageId, { components: [componentId], description: "Said" });
    const patch = { name: "Renamed", window_seconds: 604_800 };
    const preview = await previewUpdate(reader(pageId), id, patch);
    expect(preview.change).toEqual({
      noun: "slo",
      key: "SLO-900",
      act: "change",
      fields: [
        { path: "name", before: "Requests", after: "Renamed" },
        { path: "window_seconds", before: "2592000", after: "604800" },
      ],
    });
    expect([preview.faults, preview.notes]).toEqual([[], []]);
    expect(await readSlo(reader(pageId), id)).toMatchObject({ version: 1 });
    const slo = await updateSlo(scopeOf(pageId), id, patch, T);
    expect(slo).toMatchObject({ version: 2, definition: { name: "Renamed", description: "Said" } });
    const versions = await listSloVersions(reader(pageId), id, { skip: 0, take: 10 });
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it("that is wrong is told as faults by a preview, and refused by the change", async () => {
    const pageId = await newPage();
    const { id } = await makeSlo(pageId);
    const patch = { window_seconds: 3_700 };
    const { faults } = await previewUpdate(reader(pageId), id, patch);
    expect(faults.map(({ path }) => path)).toEqual(["window_seconds"]);
    expect(await faultsOf(updateSlo(scopeOf(pageId), id, patch, T))).toEqual([
      { path: "slo.window_seconds", message: faults[0]!.message },
    ]);
    const late = updateSlo(scopeOf(pageId), id, { name: "Late", version: 9 }, T);
    await expect(late).rejects.toMatchObject({ kind: "conflict", current: { version: 1 } });
  });

  it("of another page's SLO finds nothing", async () => {
    const { id } = await makeSlo(await newPage());
    const stranger = await newPage();
    await expect(updateSlo(scopeOf(stranger), id, { name: "Mine" }, T)).rejects.toThrow("slo not found");
    await expect(readSlo(reader(stranger), id)).rejects.toThrow("slo not found");
    await expect(archiveSlo(scopeOf(stranger), id, T)).rejects.toThrow("slo not found");
    const versions = listSloVersions(reader(stranger), id, { skip: 0, take: 10 });
    await expect(versions).rejects.toThrow("slo not found");
  });
});

describe("an archived SLO", () => {
  it("is judged no more, and what was open of it has ended; defined again it comes back", async () => {
    const pageId = await newPage();
    const { id } = await makeSlo(pageId, { objectives: [objectiveDefinition("main")] }, T);
    const [objective] = await readObjectives(pageId);
    await settleVerdict({ objective: objective!, verdict: violated(T) }, null, T);
    await archiveSlo(scopeOf(pageId), id, T + 1_000);
    expect(await readObjectives(pageId)).toEqual([]);
    expect(await listSlos(reader(pageId))).toEqual([]);
    expect(await listSlos(reader(pageId), { archived: true })).toMatchObject([{ id }]);
    const { actions, events, audits } = await written(pageId);
    expect(actions).toContain("slo.archive");
    expect(events.slice(-2)).toEqual(["slo.archived", "violation.resolved"]);
    const opened = audits.find(({ objectKind }) => objectKind === "violation")!;
    const { violation } = await readViolation({ pageId }, opened.objectId, T + 2_000);
    expect(violation.resolvedAt).toBe(T + 1_000);
    await expect(archiveSlo(scopeOf(pageId), id, T)).rejects.toThrow("slo not found");
    expect(await updateSlo(scopeOf(pageId), id, { name: "Back" }, T + 3_000)).toMatchObject({
      id,
      version: 2,
      archivedAt: null,
    });
  });
});
