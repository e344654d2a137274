import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import type { NewSli } from "#lib/domain/slo/defining/sli-input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { makeSli, makeSlo } from "#lib/testing/slo/definitions.ts";
import { archiveSli } from "./archive.ts";
import { createSli, updateSli } from "./define.ts";
import { listSlis, readSli } from "./read.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const sli = (fields: Partial<NewSli> = {}): NewSli => ({
  key: "requests",
  name: "요청",
  description: null,
  kind: "ratio",
  source: { kind: "measurements" },
  components: [],
  ...fields,
});
const scopeOf = (pageId: string) => operatorScope("slos:write", pageId);
const reader = (pageId: string) => operatorScope("page:read", pageId);

describe("an SLI", () => {
  it("is made, changed, archived and made again with its id, each with its audit record", async () => {
    const pageId = await newPage();
    const componentId = await makeComponent(pageId);
    const made = await createSli(scopeOf(pageId), sli({ components: [componentId] }), T);
    expect(made).toMatchObject({ revision: 1, components: [componentId], createdAt: T });
    expect(await readSli(reader(pageId), made.id)).toEqual(made);
    const changed = await updateSli(scopeOf(pageId), made.id, { name: "Requests", revision: 1 }, T + 1);
    expect(changed).toEqual({ ...made, name: "Requests", revision: 2, updatedAt: T + 1 });
    expect(await updateSli(scopeOf(pageId), made.id, { name: "Requests" }, T + 2)).toEqual(changed);
    await archiveSli(scopeOf(pageId), made.id, T + 3);
    expect(await listSlis(reader(pageId))).toEqual([]);
    expect(await listSlis(reader(pageId), { archived: true })).toMatchObject([{ id: made.id }]);
    expect((await createSli(scopeOf(pageId), sli(), T + 4)).id).toBe(made.id);
    const { actions, events } = await written(pageId);
    expect(actions).toEqual(["sli.create", "sli.update", "sli.archive", "sli.create"]);
    expect(events).toEqual(["sli.defined", "sli.defined", "sli.archived", "sli.defined"]);
  });

  it("tells the audit log the kind of its source, not its address", async () => {
    const pageId = await newPage();
    const { id } = await createSli(scopeOf(pageId), sli(), T);
    const source = {
      kind: "prometheus" as const,
      url: "http://inside.example.com:9090",
      total: "t",
      bad: "b",
    };
    expect(await updateSli(scopeOf(pageId), id, { source }, T)).toMatchObject({ source });
    const { audits } = await written(pageId);
    expect(audits[1]).toMatchObject({
      before: { source: "measurements" },
      after: { source: "prometheus", fields: ["source"] },
    });
    expect(JSON.stringify(audits.map(({ before, after }) => ({ before, after })))).not.toContain(
      "inside.example.com",
    );
  });

  it("is refused with what is wrong of it", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    await expect(createSli(scopeOf(pageId), sli(), T)).rejects.toMatchObject({
      faults: [{ path: "sli.key", message: "another SLI has this key" }],
    });
    const wrong = sli({
      key: "other",
      kind: "latency",
      source: { kind: "alb", folder: "prod", measures: "5xx" },
      components: ["nowhere"],
    });
    await expect(createSli(scopeOf(pageId), wrong, T)).rejects.toMatchObject({
      faults: [
        { path: "sli.source", message: "measures another kind" },
        { path: "sli.components.0", message: "no such component: nowhere" },
      ],
    });
  });

  it("that comes back is of the kind that it was", async () => {
    const pageId = await newPage();
    const { id } = await createSli(scopeOf(pageId), sli(), T);
    await archiveSli(scopeOf(pageId), id, T);
    await expect(createSli(scopeOf(pageId), sli({ kind: "latency" }), T)).rejects.toMatchObject({
      faults: [{ path: "sli.kind", message: "the archived SLI of this key is of another kind" }],
    });
  });

  it("stays while SLOs judge it, and tells a second editor what the first has made of it", async () => {
    const pageId = await newPage();
    const id = await makeSli(pageId, "requests");
    await makeSlo(pageId, { key: "SLO-005" });
    await expect(archiveSli(scopeOf(pageId), id, T)).rejects.toMatchObject({
      kind: "conflict",
      message: "This SLI is judged by SLO-005. Change them first",
    });
    await expect(updateSli(scopeOf(pageId), id, { revision: 9 }, T)).rejects.toMatchObject({
      kind: "conflict",
      current: { id, revision: 1 },
    });
  });

  it("of another page is not found; readers write nothing", async () => {
    const id = await makeSli(await newPage(), "requests");
    const stranger = await newPage();
    await expect(readSli(reader(stranger), id)).rejects.toThrow("sli not found");
    await expect(updateSli(scopeOf(stranger), id, { name: "Mine" }, T)).rejects.toThrow("sli not found");
    await expect(archiveSli(scopeOf(stranger), id, T)).rejects.toThrow("sli not found");
    const token = { kind: "token" as const, id: "t", pageId: stranger, permissions: ["page:read" as const] };
    expect(() => authorize(token, "slos:write", stranger)).toThrow("slos:write");
  });
});
