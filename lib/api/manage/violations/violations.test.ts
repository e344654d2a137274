import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { call, newToken, newWorld } from "#lib/testing/manage/world.ts";
import { makeObjective, violated } from "#lib/testing/slo/rows.ts";
import { settleVerdict } from "#lib/usecases/violations/settle.ts";
import { violationBody, violationWithLog } from "./violation.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);

async function world() {
  const given = await newWorld();
  const componentId = await makeComponent(given.pageId, { isManual: true });
  const objective = await makeObjective(given.pageId, { sloKey: "SLO-005", componentIds: [componentId] });
  const { violation } = (await settleVerdict({ objective, verdict: violated(T) }, null, T))!;
  const many = `${given.base}/violations`;
  return { ...given, objective, componentId, many, one: `${many}/${violation.id}`, id: violation.id };
}

describe("the noun violations", () => {
  it("lists, reads, acknowledges, comments, links and resolves in the documented form", async () => {
    const { many, one, id, reader, owner, base } = await world();
    const listed = await call("GET", `${many}?state=open&severity=critical`, { token: reader });
    expect(listed.status).toBe(200);
    expect(violationBody.parse(listed.body[0])).toMatchObject({
      id,
      slo: { key: "SLO-005" },
      objective: { key: "main", tier: null },
      detected_at: "2026-11-24T09:00:00.000Z",
      critical_at: "2026-11-24T09:00:00.000Z",
      resolved_at: null,
      level: 0,
    });
    expect((await call("GET", `${many}?state=resolved`, { token: reader })).body).toEqual([]);
    const act = (verb: string, json: unknown) => call("POST", `${one}/${verb}`, { token: owner, json });
    expect((await act("acknowledge", { violation: { revision: 1 } })).body).toMatchObject({ revision: 2 });
    const late = await act("acknowledge", { violation: { revision: 1 } });
    expect(late.status).toBe(409);
    expect(late.body.current).toMatchObject({ id, revision: 2 });
    expect((await act("comments", { comment: { text: "로그를 봅니다." } })).status).toBe(201);
    const incident = await call("POST", `${base}/incidents`, {
      token: owner,
      json: { incident: { name: "Errors", body: "x" } },
    });
    const json = { violation: { incident_id: incident.body.id } };
    expect((await call("PATCH", one, { token: owner, json })).body.incident_id).toBe(incident.body.id);
    expect((await act("resolve", { violation: { text: "Over." } })).body.resolved_at).toEqual(
      expect.any(String),
    );
    const read = violationWithLog.parse((await call("GET", one, { token: reader })).body);
    expect(read.events.map(({ kind }) => kind)).toEqual([
      "opened",
      "acknowledged",
      "commented",
      "linked",
      "resolved",
    ]);
    expect(read).toMatchObject({ timers: [], ticks: [], action_runs: [] });
  });

  it("tells faults with their paths", async () => {
    const { many, one, owner } = await world();
    const paths = async (method: string, path: string, json?: unknown) => {
      const { status, body } = await call(method, path, { token: owner, json });
      expect(status).toBe(422);
      return (body.errors as unknown as { path: string }[]).map((fault) => fault.path);
    };
    expect(await paths("POST", `${one}/resolve`, { violation: { text: " " } })).toEqual(["violation.text"]);
    expect(await paths("POST", `${one}/comments`, { comment: { text: "x".repeat(4_001) } })).toEqual([
      "comment.text",
    ]);
    expect(await paths("PATCH", one, { violation: { incident_id: "a".repeat(12) } })).toEqual([
      "violation.incident_id",
    ]);
    expect(await paths("GET", `${many}?severity=bad`)).toEqual(["severity"]);
  });

  it("refuses strangers and readers", async () => {
    const { many, one, stranger, reader, pageId } = await world();
    const responder = await newToken(pageId, ["incidents:write"]);
    expect((await call("GET", many, { token: stranger })).status).toBe(404);
    expect((await call("GET", one, { token: stranger })).status).toBe(404);
    const json = { violation: { text: "x" } };
    expect((await call("POST", `${one}/resolve`, { token: reader, json })).status).toBe(403);
    expect((await call("POST", `${one}/resolve`, { token: stranger, json })).status).toBe(404);
    expect((await call("POST", `${one}/resolve`, { token: responder, json })).status).toBe(200);
  });
});
