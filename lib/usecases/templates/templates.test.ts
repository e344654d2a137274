import { describe, expect, it } from "vitest";
import { newTemplate, templatePatch } from "#lib/domain/templates/template.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { archiveComponent } from "../components/archive.ts";
import { createTemplate } from "./create.ts";
import { deleteTemplate } from "./delete.ts";
import { fillPageTemplate } from "./fill.ts";
import { listTemplates, readOneTemplate } from "./read.ts";
import { updateTemplate } from "./update.ts";

withDatabase();
const NOW = Date.parse("2026-11-23T05:04:00Z");

async function world() {
  const pageId = await newPage();
  const stranger = await newPage();
  const componentId = await makeComponent(pageId);
  const scope = operatorScope("incidents:write", pageId);
  const make = (fields: object = {}) =>
    createTemplate(
      scope,
      newTemplate.parse({ name: "API 장애", title: "{{components}} 장애", body: "{{time}}", ...fields }),
      NOW,
    );
  return { pageId, stranger, componentId, scope, make, read: operatorScope("page:read", pageId) };
}
const faultsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    ({ faults }) => faults.map(({ path }: { path: string }) => path),
  );

describe("createTemplate", () => {
  it("keeps it, with an audit record and no event", async () => {
    const { pageId, componentId, make, read } = await world();
    const made = await make({ components: { [componentId]: "major_outage" }, update_status: "identified" });
    expect(made).toMatchObject({
      pageId,
      kind: "incident",
      components: [{ componentId, state: "major_outage" }],
      updateStatus: "identified",
      shouldSendNotifications: true,
      createdAt: NOW,
    });
    expect(await readOneTemplate(read, made.id)).toEqual(made);
    expect(await written(pageId)).toMatchObject({ actions: ["template.create"], events: [] });
  });

  it("refuses names that nobody fills in, in any text, and statuses of another kind", async () => {
    const { make } = await world();
    expect(await faultsOf(make({ title: "{{when}}", translations: { en: { body: "{{starts}}" } } }))).toEqual(
      ["template.title", "template.translations.en.body"],
    );
    expect(await faultsOf(make({ update_status: "scheduled" }))).toEqual(["template.update_status"]);
    expect(await faultsOf(make({ update_status: "postmortem" }))).toEqual(["template.update_status"]);
    expect(
      await faultsOf(make({ kind: "maintenance", body: "{{starts}}", update_status: "scheduled" })),
    ).toEqual([]);
  });

  it("refuses components of other pages, and archived ones", async () => {
    const { stranger, scope, componentId, make } = await world();
    const foreign = await makeComponent(stranger);
    expect(await faultsOf(make({ component_ids: [foreign] }))).toEqual([`template.components.${foreign}`]);
    await archiveComponent(operatorScope("components:write", scope.pageId), componentId, NOW);
    expect(await faultsOf(make({ component_ids: [componentId] }))).toEqual([
      `template.components.${componentId}`,
    ]);
  });
});

describe("updateTemplate", () => {
  it("changes what is given, and writes only differences", async () => {
    const { pageId, scope, componentId, make } = await world();
    const made = await make({ component_ids: [componentId] });
    const changed = await updateTemplate(scope, made.id, templatePatch.parse({ name: "API" }), NOW + 1);
    expect(changed).toEqual({ ...made, name: "API", updatedAt: NOW + 1 });
    expect(await updateTemplate(scope, made.id, templatePatch.parse({ name: "API" }), NOW + 2)).toEqual(
      changed,
    );
    const { audits } = await written(pageId);
    expect(audits).toHaveLength(2);
    expect(audits[1]).toMatchObject({
      action: "template.update",
      before: { name: "API 장애" },
      after: { name: "API" },
    });
  });

  it("checks the whole of it: another kind knows other names", async () => {
    const { scope, make } = await world();
    const made = await make({ kind: "maintenance", body: "{{starts}}", update_status: "scheduled" });
    expect(await faultsOf(updateTemplate(scope, made.id, { kind: "incident" }, NOW))).toEqual([
      "template.body",
      "template.update_status",
    ]);
  });
});

describe("deleteTemplate", () => {
  it("takes it away, once", async () => {
    const { pageId, scope, make, read } = await world();
    const { id } = await make();
    await deleteTemplate(scope, id, NOW);
    await expect(readOneTemplate(read, id)).rejects.toThrow("template not found");
    await expect(deleteTemplate(scope, id, NOW)).rejects.toThrow("template not found");
    await expect(updateTemplate(scope, id, {}, NOW)).rejects.toThrow("template not found");
    expect(await listTemplates(read)).toEqual([]);
    expect((await written(pageId)).actions).toEqual(["template.create", "template.delete"]);
  });
});

describe("a stranger", () => {
  it("neither reads nor changes nor fills the template of another page", async () => {
    const { stranger, make } = await world();
    const { id } = await make();
    const [write, read] = [operatorScope("incidents:write", stranger), operatorScope("page:read", stranger)];
    await expect(readOneTemplate(read, id)).rejects.toThrow("template not found");
    await expect(updateTemplate(write, id, { name: "x" }, NOW)).rejects.toThrow("template not found");
    await expect(deleteTemplate(write, id, NOW)).rejects.toThrow("template not found");
    expect(await faultsOf(fillPageTemplate(read, id, {}, NOW))).toEqual(["incident.template_id"]);
  });
});

describe("listTemplates", () => {
  it("tells them by name, of one kind if asked", async () => {
    const { make, read } = await world();
    for (const [name, kind] of [
      ["b", "update"],
      ["a", "incident"],
      ["c", "update"],
    ])
      await make({ name, kind });
    const names = async (
      ...options: Parameters<typeof listTemplates> extends [unknown, ...infer R] ? R : never
    ) => (await listTemplates(read, ...options)).map(({ name }) => name);
    expect(await names()).toEqual(["a", "b", "c"]);
    expect(await names({ kind: "update" })).toEqual(["b", "c"]);
    expect(await names({ window: { skip: 1, take: 1 } })).toEqual(["b"]);
  });
});

describe("fillPageTemplate", () => {
  it("fills in the template's components, or those that are given, and leaves archived ones out", async () => {
    const { pageId, scope, componentId, make, read } = await world();
    const gone = await makeComponent(pageId);
    const other = await makeComponent(pageId);
    const { id } = await make({ components: { [componentId]: "partial_outage" }, component_ids: [gone] });
    await archiveComponent(operatorScope("components:write", pageId), gone, NOW);
    expect(await fillPageTemplate(scope, id, {}, NOW)).toEqual({
      title: `${componentId} 장애`,
      body: "14:04 KST",
      translations: {},
      status: null,
      components: [{ componentId, state: "partial_outage" }],
      deliverNotifications: true,
    });
    expect((await fillPageTemplate(read, id, { componentIds: [other, componentId] }, NOW)).title).toBe(
      `${other}, ${componentId} 장애`,
    );
    expect((await fillPageTemplate(read, id, { componentIds: [] }, NOW)).title).toBe("Example 장애");
  });

  it("tells status, incident and window where a template asks for them", async () => {
    const { make, read } = await world();
    const update = await make({ kind: "update", body: "{{incident}}: {{status}}" });
    const use = { status: "resolved", incident: { name: "로그인 장애", translations: {} } } as const;
    expect((await fillPageTemplate(read, update.id, use, NOW)).body).toBe("로그인 장애: 해결됨");
    const planned = await make({ kind: "maintenance", body: "{{starts}}–{{ends}} {{status}}" });
    const window = { scheduledFor: NOW, scheduledUntil: NOW + 3_600_000 };
    expect((await fillPageTemplate(read, planned.id, window, NOW)).body).toBe(
      "2026년 11월 23일 14:04 KST–2026년 11월 23일 15:04 KST 예정",
    );
  });
});
