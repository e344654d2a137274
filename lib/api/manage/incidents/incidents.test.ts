import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { call, newToken, newWorld, written } from "#lib/testing/manage/world.ts";
import { incidentBody } from "./incident.ts";

withDatabase();

async function world() {
  const made = await newWorld();
  const componentId = await makeComponent(made.pageId, {
    isManual: true,
    groupId: await makeGroup(made.pageId),
  });
  const path = `${made.base}/incidents`;
  const send = (method: string, at: string, json?: unknown, token = made.owner) =>
    call(method, `${path}${at}`, { token, ...(json !== undefined && { json }) });
  const open = async (fields: object = {}) =>
    (await send("POST", "", { incident: { name: "API 장애", body: "조사 중입니다.", ...fields } })).body;
  return { ...made, path, componentId, send, open };
}
const paths = (body: object) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path);

describe("POST incidents", () => {
  it("answers 201 with every key of Statuspage's incident, and ours behind them", async () => {
    const { send, componentId, pageId } = await world();
    const { status, body } = await send("POST", "", {
      incident: {
        name: "API 장애",
        body: "조사 중입니다.",
        components: { [componentId]: "partial_outage" },
        metadata: { jira: { issue: 7 } },
        priority: 1,
        auto_tweet_on_creation: true,
      },
    });
    expect(status).toBe(201);
    expect(incidentBody.parse(body)).toEqual(body);
    expect(Object.keys(body)).toEqual(Object.keys(incidentBody.shape));
    expect(body).toMatchObject({
      page_id: pageId,
      status: "investigating",
      impact: "major",
      impact_override: null,
      metadata: { jira: { issue: 7 } },
      kind: "incident",
      draft: false,
      revision: expect.any(Number),
      priority: 1,
      component_states: { [componentId]: "partial_outage" },
      origin: { kind: "api", id: null },
      backfilled: false,
      scheduled_for: null,
      postmortem_body: null,
    });
    expect(body.shortlink).toMatch(new RegExp(`^https?://.+/incidents/${body.id}$`));
    expect(body.components).toMatchObject([{ id: componentId, status: "partial_outage", group: false }]);
    expect(body.incident_updates).toMatchObject([
      {
        body: "조사 중입니다.",
        incident_id: body.id,
        affected_components: [
          {
            code: componentId,
            name: expect.stringMatching(/^g\d+ - c\d+$/),
            old_status: "operational",
            new_status: "partial_outage",
          },
        ],
        wants_twitter_update: false,
      },
    ]);
  });

  it("takes forms as Statuspage's clients send them", async () => {
    const { path, componentId, owner } = await world();
    const form = new URLSearchParams({
      "incident[name]": "API 장애",
      "incident[status]": "identified",
      "incident[body]": "고치고 있습니다.",
      [`incident[components][${componentId}]`]: "major_outage",
      "incident[component_ids][]": componentId,
      "incident[metadata][jira][issue]": "7",
      "incident[deliver_notifications]": "false",
      "incident[impact_override]": "minor",
    });
    const { status, body } = await call("POST", path, { token: owner, form: form.toString() });
    expect([status, body.errors]).toEqual([201, undefined]);
    expect(body).toMatchObject({ status: "identified", impact: "minor", metadata: { jira: { issue: "7" } } });
    expect(body.incident_updates).toMatchObject([{ deliver_notifications: false }]);
  });

  it("tells an incident after the fact with backfill_date, without claims and notifications", async () => {
    const { open, componentId } = await world();
    const body = await open({ backfill_date: "2026-10-01", component_ids: [componentId] });
    expect(body).toMatchObject({
      backfilled: true,
      status: "resolved",
      started_at: "2026-09-30T15:00:00.000Z",
      components: [{ id: componentId, status: "operational" }],
      incident_updates: [{ deliver_notifications: false }],
    });
  });

  it("is done once for an Idempotency-Key, and answers the same every time", async () => {
    const { path, componentId, owner, pageId } = await world();
    const json = { incident: { name: "API 장애", components: { [componentId]: "major_outage" } } };
    const once = { token: owner, json, headers: { "idempotency-key": "open-1" } };
    const [first, again] = [await call("POST", path, once), await call("POST", path, once)];
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
      201,
      201,
      "true",
    ]);
    expect(again.body).toEqual(first.body);
    expect(first.body.components).toMatchObject([{ status: "major_outage" }]);
    expect((await written(pageId)).events).toEqual(["incident.opened"]);
    const other = await call("POST", path, { ...once, json: { incident: { name: "x" } } });
    expect([other.status, paths(other.body)]).toEqual([422, ["Idempotency-Key"]]);
  });

  it("answers 422 with the path of every fault, and nothing is stored", async () => {
    const { send, pageId, stranger } = await world();
    const faults = async (incident: object) => paths((await send("POST", "", { incident })).body);
    expect(await faults({})).toEqual(["incident.name"]);
    expect(await faults({ name: "", status: "broken", priority: 3 })).toEqual([
      "incident.name",
      "incident.status",
      "incident.priority",
    ]);
    expect(await faults({ name: "x", components: { abcabcabcabc: "partial_outage" } })).toEqual([
      "incident.components.abcabcabcabc",
    ]);
    expect(await faults({ name: "x".repeat(256) })).toEqual(["incident.name"]);
    expect(await faults({ name: "x", body: "x".repeat(25_001) })).toEqual(["incident.body"]);
    expect((await send("POST", "", { incident: { name: "x" } }, stranger)).status).toBe(404);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("fills in a template where the author says nothing", async () => {
    const { base, owner, open, componentId } = await world();
    const template = {
      name: "API",
      title: "{{components}} 장애",
      body: "{{status}}",
      update_status: "identified",
      components: { [componentId]: "major_outage" },
      translations: { en: { name: "{{components}} down", body: "{{status}}" } },
      should_send_notifications: false,
    };
    const { body: made } = await call("POST", `${base}/incident_templates`, {
      token: owner,
      json: { template },
    });
    const told = await open({ template_id: made.id, name: undefined, body: undefined });
    expect(told).toMatchObject({
      name: `${componentId} 장애`,
      status: "identified",
      translations: { en: { name: `${componentId} down` } },
      component_states: { [componentId]: "major_outage" },
      incident_updates: [
        { body: "원인 확인", deliver_notifications: false, translations: { en: { body: "Identified" } } },
      ],
    });
    expect(await open({ template_id: made.id, components: {}, status: "investigating" })).toMatchObject({
      name: "API 장애",
      status: "investigating",
      component_states: {},
    });
  });
});

describe("PATCH and PUT incidents", () => {
  it("post an update with status, body or components, and edit without", async () => {
    const { open, send, componentId } = await world();
    const { id } = await open();
    const changed = await send("PATCH", `/${id}`, {
      incident: {
        status: "monitoring",
        body: "지켜보는 중",
        components: { [componentId]: "degraded_performance" },
      },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ status: "monitoring", impact: "minor" });
    expect(changed.body.incident_updates).toHaveLength(2);
    const named = await send("PUT", `/${id}`, { incident: { name: "로그인 장애" } });
    expect(named.body).toMatchObject({ name: "로그인 장애", earlier_names: [{ name: "API 장애" }] });
    expect(named.body.incident_updates).toHaveLength(2);
    const resolved = await send("PATCH", `/${id}`, { incident: { status: "resolved" } });
    expect(resolved.body).toMatchObject({ status: "resolved", resolved_at: expect.any(String) });
    expect(resolved.body.components).toMatchObject([{ id: componentId, status: "operational" }]);
  });

  it("answer 409 with the allowed statuses to an illegal one", async () => {
    const { open, send } = await world();
    const { id } = await open();
    const { status, body } = await send("PATCH", `/${id}`, { incident: { status: "postmortem" } });
    expect([status, body.message]).toEqual([
      409,
      "investigating cannot become postmortem; allowed now: investigating, identified, monitoring, resolved",
    ]);
  });

  it("answer 409 with the incident as it is now to an older revision", async () => {
    const { open, send } = await world();
    const { id, revision } = await open();
    await send("PATCH", `/${id}`, { incident: { name: "둘째" } });
    const { status, body } = await send("PATCH", `/${id}`, { incident: { name: "셋째", revision } });
    expect(status).toBe(409);
    const { body: now } = await send("GET", `/${id}`);
    expect(body).toEqual({ message: expect.any(String), errors: [], error: body.message, current: now });
    const posted = await send("POST", `/${id}/incident_updates`, {
      incident_update: { body: "x", revision },
    });
    expect([posted.status, posted.body.current]).toEqual([409, now]);
    const edited = await send(
      "PATCH",
      `/${id}/incident_updates/${(now.incident_updates as { id: string }[])[0]!.id}`,
      {
        incident_update: { body: "x", revision },
      },
    );
    expect([edited.status, edited.body.current]).toEqual([409, now]);
  });

  it("keep no owner and no metadata that cannot be stored", async () => {
    const { open, send } = await world();
    const { id } = await open();
    const meta = { "a\0": { b: "x\0\ud800" } };
    const kept = await send("PATCH", `/${id}`, { incident: { metadata: meta } });
    expect([kept.status, kept.body.metadata]).toEqual([200, { a: { b: "x\ufffd" } }]);
    const refused = await send("PATCH", `/${id}`, { incident: { owner_id: "a\0b" } });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ path: "incident.owner_id" }]]);
  });

  it("tell the second author of a post-mortem the incident as it is now", async () => {
    const { open, send } = await world();
    const { id, revision } = await open();
    const postmortem = { body_draft: "원인", revision };
    await send("PUT", `/${id}/postmortem`, { postmortem });
    const { body: now } = await send("GET", `/${id}`);
    for (const [path, sent] of [
      ["", { ...postmortem, body_draft: "다른 원인" }],
      ["/publish", { revision }],
      ["/revert", { revision }],
    ] as const) {
      const { status, body } = await send("PUT", `/${id}/postmortem${path}`, { postmortem: sent });
      expect([status, body.current]).toEqual([409, now]);
    }
  });
});

describe("incident updates", () => {
  it("are posted and edited, and show that they were", async () => {
    const { open, send, componentId } = await world();
    const { id } = await open();
    const posted = await send("POST", `/${id}/incident_updates`, {
      incident_update: {
        status: "identified",
        body: "찾았습니다.",
        components: { [componentId]: "partial_outage" },
      },
    });
    expect([posted.status, posted.body]).toMatchObject([
      201,
      { status: "identified", body: "찾았습니다.", edited_at: null },
    ]);
    const path = `/${id}/incident_updates/${posted.body.id}`;
    const { status, body } = await send("PATCH", path, { incident_update: { body: "원인을 찾았습니다." } });
    expect([status, body]).toMatchObject([
      200,
      {
        id: posted.body.id,
        body: "원인을 찾았습니다.",
        edited_at: expect.any(String),
        earlier: [{ body: "찾았습니다." }],
      },
    ]);
    expect((await send("GET", `/${id}`)).body.edited_at).toBe(body.edited_at);
    expect(
      (await send("PATCH", `/${id}/incident_updates/abcabcabcabc`, { incident_update: { body: "x" } }))
        .status,
    ).toBe(404);
  });
});

describe("lists", () => {
  it("tell open, unresolved and searched incidents, page by page", async () => {
    const { open, send, componentId } = await world();
    const [first, draft, over] = [
      await open({ name: "첫째 장애", components: { [componentId]: "major_outage" } }),
      await open({ name: "초안", draft: true }),
      await open({ name: "끝난 일", status: "resolved" }),
    ];
    const ids = async (at: string) => (await send("GET", at)).body.map(({ id }) => id);
    expect((await ids("")).sort()).toEqual([first.id, draft.id, over.id].sort());
    expect(await ids("/unresolved")).toEqual([first.id]);
    expect(await ids("?phase=draft")).toEqual([draft.id]);
    expect(await ids("?q=%EC%B2%AB%EC%A7%B8")).toEqual([first.id]);
    expect(await ids("?q=%25")).toEqual([]);
    expect(await ids(`?component_id=${componentId}`)).toEqual([first.id]);
    expect(await ids("?limit=1&page=3")).toHaveLength(1);
    expect(await ids("?per_page=2")).toHaveLength(2);
    for (const list of ["/scheduled", "/upcoming", "/active_maintenance", "?kind=maintenance"])
      expect(await ids(list)).toEqual([]);
    expect((await send("GET", "?limit=101")).status).toBe(422);
  });
});

describe("maintenance", () => {
  it("is scheduled by POST incidents, listed as upcoming, and told with its window", async () => {
    const { open, send, componentId } = await world();
    const window = {
      scheduled_for: new Date(Date.now() + 3_600_000).toISOString(),
      scheduled_until: new Date(Date.now() + 7_200_000).toISOString(),
      component_ids: [componentId],
      reminder_intervals: "[1, 2]",
    };
    const body = await open(window);
    expect(body).toMatchObject({
      kind: "maintenance",
      status: "scheduled",
      impact: "maintenance",
      scheduled_for: window.scheduled_for,
      scheduled_until: window.scheduled_until,
      scheduled_remind_prior: true,
      scheduled_auto_in_progress: true,
      auto_transition_to_maintenance_state: true,
      remind_minutes: [60],
      reminder_intervals: null,
      notices: [{ version: 1, scheduled_for: window.scheduled_for }],
    });
    expect(body.shortlink).toContain(`/maintenance/${body.id}`);
    expect(incidentBody.parse(body)).toEqual(body);
    const kept = await open({ ...window, auto_transition_to_maintenance_state: false, confirm: ["overlap"] });
    expect(kept).toMatchObject({ auto_transition_to_maintenance_state: false });
    for (const list of ["/scheduled", "/upcoming", "?kind=maintenance"])
      expect((await send("GET", list)).body.map(({ id }) => id).sort()).toEqual([body.id, kept.id].sort());
    const asked = await send("POST", "", { incident: { name: "x", ...window } });
    expect(asked.status).toBe(409);
  });
});

describe("acts", () => {
  it("publish a draft, take it back, and say what is allowed then", async () => {
    const { open, send, componentId } = await world();
    const { id } = await open({ draft: true, components: { [componentId]: "major_outage" } });
    expect((await send("GET", `/${id}`)).body).toMatchObject({
      draft: true,
      phase: "draft",
      published_at: null,
    });
    const told = await send("POST", `/${id}/publish`);
    expect(told).toMatchObject({
      status: 200,
      body: { draft: false, components: [{ status: "major_outage" }] },
    });
    expect((await send("POST", `/${id}/unpublish`, { incident: {} })).status).toBe(422);
    const taken = await send("POST", `/${id}/unpublish`, { incident: { reason: "잘못된 페이지" } });
    expect(taken.body).toMatchObject({
      phase: "unpublished",
      unpublish_reason: "잘못된 페이지",
      components: [{ status: "operational" }],
    });
    const again = await send("POST", `/${id}/publish`);
    expect([again.status, again.body.message]).toEqual([
      409,
      expect.stringContaining("allowed now: nothing"),
    ]);
  });

  it("reopen what was resolved, and merge drafts", async () => {
    const { open, send } = await world();
    const { id } = await open();
    await send("PATCH", `/${id}`, { incident: { status: "resolved" } });
    const again = await send("POST", `/${id}/reopen`, { incident: { body: "다시" } });
    expect(again).toMatchObject({ status: 200, body: { status: "investigating", resolved_at: null } });
    const draft = await open({ draft: true, name: "자동" });
    const merged = await send("POST", `/${draft.id}/merge`, { incident: { into: id } });
    expect(merged).toMatchObject({ status: 200, body: { id } });
    expect((await send("GET", `/${draft.id}`)).body).toMatchObject({ phase: "merged", merged_into_id: id });
  });

  it("delete: a draft is gone, what was published is taken back; both answer 200 with the body", async () => {
    const { open, send } = await world();
    const [draft, told] = [await open({ draft: true }), await open()];
    expect(await send("DELETE", `/${draft.id}`)).toMatchObject({ status: 200, body: { id: draft.id } });
    expect((await send("GET", `/${draft.id}`)).status).toBe(404);
    const deleted = await send("DELETE", `/${told.id}?reason=x`);
    expect(deleted).toMatchObject({ status: 200, body: { phase: "unpublished", unpublish_reason: "x" } });
    expect((await send("DELETE", `/${told.id}`)).status).toBe(409);
  });
});

describe("who may", () => {
  it("read, write, and be a stranger: every door of an incident", async () => {
    const { open, send, reader, stranger, pageId } = await world();
    const { id, incident_updates } = await open();
    const update = (incident_updates as { id: string }[])[0]!.id;
    const body = {
      incident: { reason: "x", into: id },
      incident_update: {},
      postmortem: { body_draft: "x" },
    };
    const writes: [string, string][] = [
      ["POST", ""],
      ["PATCH", `/${id}`],
      ["PUT", `/${id}`],
      ["DELETE", `/${id}`],
      ["POST", `/${id}/incident_updates`],
      ["PATCH", `/${id}/incident_updates/${update}`],
      ["PUT", `/${id}/postmortem`],
      ["PUT", `/${id}/postmortem/publish`],
      ["PUT", `/${id}/postmortem/revert`],
      ["DELETE", `/${id}/postmortem`],
      ...["publish", "unpublish", "reopen", "merge"].map((act): [string, string] => [
        "POST",
        `/${id}/${act}`,
      ]),
    ];
    const before = (await written(pageId)).actions;
    for (const [method, at] of writes) {
      expect([method, at, (await send(method, at, body, reader)).status]).toEqual([method, at, 403]);
      expect([method, at, (await send(method, at, body, stranger)).status]).toEqual([method, at, 404]);
      expect([method, at, (await send(method, at, body, "")).status]).toEqual([method, at, 401]);
    }
    expect((await written(pageId)).actions).toEqual(before);
    for (const at of ["", `/${id}`, "/unresolved", "/scheduled", "/upcoming", "/active_maintenance"]) {
      expect([at, (await send("GET", at, undefined, reader)).status]).toEqual([at, 200]);
      expect([at, (await send("GET", at, undefined, stranger)).status]).toEqual([at, 404]);
    }
    const writer = await newToken(pageId, ["incidents:write"]);
    expect((await send("GET", "", undefined, writer)).status).toBe(403);
    expect((await send("DELETE", `/${id}`, undefined, writer)).status).toBe(200);
  });
});
