import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";
import { audienceBody } from "./audience.ts";
import { fanOutBody } from "./fan-out.ts";

withDatabase();

async function world() {
  const made = await newWorld();
  const componentId = await makeComponent(made.pageId, { isManual: true });
  const ask = (method: string, path: string, json?: unknown, token = made.reader) =>
    call(method, `${made.base}/${path}`, { token, ...(json !== undefined && { json }) });
  const open = async (fields: object = {}) =>
    (await ask("POST", "incidents", { incident: { name: "API", body: "Slow.", ...fields } }, made.owner)).body
      .id as unknown as string;
  return { ...made, componentId, ask, open };
}

describe("GET fan-outs", () => {
  it("tells events with their counts, newest first, and goes on behind one", async () => {
    const { pageId, ask, open } = await world();
    await subscribe(pageId);
    const [first, second] = [await open(), await open()];
    await expandAll();
    const { status, body } = await ask("GET", "fan-outs");
    expect(status).toBe(200);
    expect(body.map((one) => fanOutBody.parse(one))).toEqual(body);
    expect(body).toMatchObject([
      { incident: { id: second }, kind: "incident.opened", is_expanded: true, recipients: 1 },
      { incident: { id: first }, states: { pending: 1, sent: 0 }, channels: [{ channel: "email" }] },
    ]);
    const [newest] = body;
    expect((await ask("GET", `fan-outs?before=${newest!.id}`)).body).toMatchObject([
      { incident: { id: first } },
    ]);
    expect((await ask("GET", `fan-outs?incident_id=${first}`)).body).toHaveLength(1);
    expect((await ask("GET", `fan-outs?event_id=${newest!.id}`)).body).toMatchObject([{ id: newest!.id }]);
    expect(JSON.stringify(body)).not.toContain("example.com");
  });

  it.each(["limit=0", "limit=101", "before=x", "event_id=-1", "incident_id=nobody"])(
    "refuses %s",
    async (query) => {
      const { ask } = await world();
      expect((await ask("GET", `fan-outs?${query}`)).status).toBe(422);
    },
  );
});

describe("POST fan-outs/audience", () => {
  it("counts who would be told, stores nothing and tells nobody", async () => {
    const { pageId, componentId, ask } = await world();
    await subscribe(pageId);
    await subscribe(pageId, { component_ids: [componentId] });
    await subscribe(pageId, { component_ids: [componentId], min_impact: 3 });
    await subscribe(pageId, { channel: "sms" });
    const audience = {
      kind: "incident",
      status: "investigating",
      components: { [componentId]: "partial_outage" },
    };
    const { status, body } = await ask("POST", "fan-outs/audience", { audience });
    expect(status).toBe(200);
    expect(audienceBody.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      ...{ total: 3, channels: { email: 2, sms: 1, webhook: 0 }, unlimited: 2 },
      components: [{ component_id: componentId, count: 1 }],
    });
    expect((await written(pageId)).actions).toEqual([]);
  });

  it.each([
    [{}, "audience.kind"],
    [{ kind: "incident", status: "on fire" }, "audience.status"],
    [{ kind: "incident", status: "resolved", components: { x: "fine" } }, "audience.components.x"],
  ])("names the fault of %j", async (audience, path) => {
    const { ask } = await world();
    const { status, body } = await ask("POST", "fan-outs/audience", { audience });
    expect(status).toBe(422);
    expect((body as unknown as { errors: { path: string }[] }).errors.map((one) => one.path)).toContain(path);
  });
});

describe("of another page", () => {
  it("nothing is told: it is not there", async () => {
    const { ask, stranger } = await world();
    expect((await ask("GET", "fan-outs", undefined, stranger)).status).toBe(404);
    const audience = { kind: "incident", status: "investigating" };
    expect((await ask("POST", "fan-outs/audience", { audience }, stranger)).status).toBe(404);
  });
});
