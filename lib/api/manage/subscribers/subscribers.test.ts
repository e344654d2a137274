import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { call, newToken, newWorld, written } from "#lib/testing/manage/world.ts";
import { noticesTo } from "#lib/testing/subscribers/context.ts";
import { createdSubscriberBody, subscriberBody } from "./subscriber.ts";

withDatabase();

/** The keys of Statuspage's subscriber, in its order. */
const STATUSPAGE_KEYS =
  "id mode email endpoint phone_number phone_country display_phone_number obfuscated_channel_name workspace_name quarantined_at purge_at components page_access_user_id created_at skip_confirmation_notification".split(
    " ",
  );

async function world() {
  const made = await newWorld();
  const path = `${made.base}/subscribers`;
  const send = (method: string, at: string, json?: unknown, token = made.owner) =>
    call(method, `${path}${at}`, { token, ...(json !== undefined && { json }) });
  const add = async (fields: object) =>
    (await send("POST", "", { subscriber: { skip_confirmation_notification: true, ...fields } })).body;
  return { ...made, path, send, add };
}
async function makeIncident(pageId: string, isPublished = true): Promise<string> {
  const id = Math.random().toString(36).slice(2).padEnd(12, "0").slice(0, 12);
  const fields = { pageId, kind: "incident", name: "API", status: "investigating", startedAt: new Date() };
  await prisma().incident.create({ data: { id, ...fields, publishedAt: isPublished ? new Date() : null } });
  return id;
}
const paths = (body: object) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path);
const mails = (body: Record<string, unknown>[]) => body.map(({ email }) => email);

describe("POST subscribers", () => {
  it("answers 201 with every key of Statuspage's subscriber, and ours behind them", async () => {
    const { send, pageId } = await world();
    const { status, body } = await send("POST", "", {
      subscriber: { email: "Reader@example.com", skip_confirmation_notification: true },
    });
    expect(status).toBe(201);
    expect(createdSubscriberBody.parse(body)).toEqual(body);
    expect(Object.keys(body).slice(0, STATUSPAGE_KEYS.length)).toEqual(STATUSPAGE_KEYS);
    expect(body).toMatchObject({
      ...{ mode: "email", email: "reader@example.com", endpoint: null, phone_number: null, components: [] },
      ...{ skip_confirmation_notification: true, state: "active", page_id: pageId, signing_secret: null },
      consent: { source: "api", at: body.created_at, notice_version: null },
    });
    expect(await noticesTo(String(body.id))).toEqual([]);
  });

  it("asks for a confirmation unless it is skipped", async () => {
    const { send } = await world();
    const { status, body } = await send("POST", "", { subscriber: { email: "reader@example.com" } });
    expect([status, body.state, body.skip_confirmation_notification]).toEqual([201, "unconfirmed", false]);
    expect(await noticesTo(String(body.id))).toMatchObject([{ kind: "confirm" }]);
  });

  it("takes the form that Statuspage documents", async () => {
    const { path, owner, pageId } = await world();
    const component = await makeComponent(pageId);
    const form = [
      ["subscriber[email]", "form@example.com"],
      ["subscriber[skip_confirmation_notification]", "true"],
      ["subscriber[component_ids][]", component],
    ];
    const { status, body } = await call("POST", path, {
      token: owner,
      form: new URLSearchParams(form).toString(),
    });
    expect([status, body.email, body.components, body.state]).toEqual([
      201,
      "form@example.com",
      [component],
      "active",
    ]);
  });

  it("takes phones and webhooks; the secret of a webhook is told once", async () => {
    const { send, add } = await world();
    expect(await add({ phone_country: "kr", phone_number: "010-1234-5678" })).toMatchObject({
      ...{ mode: "sms", phone_number: "+821012345678", phone_country: "KR" },
      ...{ display_phone_number: "+82 10 1234 5678", email: null },
    });
    const hook = await add({ endpoint: "https://example.com/in", email: "ops@example.com" });
    expect(hook).toMatchObject({
      ...{ mode: "webhook", endpoint: "https://example.com/in", email: "ops@example.com" },
      signing_secret: expect.stringMatching(/^whsec_/),
    });
    expect(JSON.stringify((await send("GET", `/${hook.id}`)).body)).not.toContain("whsec_");
    const slack = await add({ endpoint: "https://hooks.slack.com/services/T0/B0/secretAb12" });
    expect(slack).toMatchObject({ mode: "slack", obfuscated_channel_name: "hooks.slack.com/…Ab12" });
    expect(JSON.stringify(slack)).not.toContain("secretAb12");
  });

  it("answers 409 with what is there for one that subscribed already", async () => {
    const { send, add } = await world();
    const { signing_secret: _, ...first } = await add({ email: "reader@example.com" });
    const { status, body } = await send("POST", "", { subscriber: { email: "READER@example.com" } });
    expect([status, body.message, body.current]).toEqual([409, "This address has subscribed already", first]);
  });

  it.each([
    [{}, "subscriber.email"],
    [{ email: "nobody" }, "subscriber.email"],
    [{ email: "a@example.com\r\nBcc: b@example.com" }, "subscriber.email"],
    [{ phone_country: "US", phone_number: "+14155552671" }, "subscriber.phone_number"],
    [{ endpoint: "ftp://example.com" }, "subscriber.endpoint"],
    [{ endpoint: "http://127.0.0.1:1/" }, "subscriber.endpoint"],
    [{ endpoint: "http://169.254.169.254/latest" }, "subscriber.endpoint"],
    [{ email: "a@example.com", component_ids: ["zzzzzzzzzzzz"] }, "subscriber.component_ids.0"],
    [{ email: { not: "" } }, "subscriber.email"],
    [{ email: "a@example.com", quiet_from: "25:00" }, "subscriber.quiet_from"],
  ])("refuses %j", async (subscriber, path) => {
    const { send, pageId } = await world();
    const { status, body } = await send("POST", "", { subscriber });
    expect([status, paths(body)]).toEqual([422, [path]]);
    expect((await written(pageId)).actions).toEqual([]);
  });
});

describe("GET subscribers", () => {
  it("lists the active ones by address, searches and cuts", async () => {
    const { send, add } = await world();
    for (const email of ["c@one.example", "a@two.example", "b@one.example"]) await add({ email });
    await send("POST", "", { subscriber: { email: "pending@one.example" } });
    const find = async (query: string) => mails((await send("GET", `?${query}`)).body);
    expect(await find("")).toEqual(["a@two.example", "b@one.example", "c@one.example"]);
    expect(await find("q=one.example&sort_direction=desc")).toEqual(["c@one.example", "b@one.example"]);
    expect(await find("state=unconfirmed")).toEqual(["pending@one.example"]);
    expect(await find("state=all&limit=2&page=2")).toEqual(["c@one.example", "pending@one.example"]);
    expect(await find("per_page=1")).toEqual(["a@two.example"]);
    expect(await find("type=webhook")).toEqual([]);
    for (const query of ["state=gone", "limit=101", "type=pigeon", "sort_field=id;drop"])
      expect((await send("GET", `?${query}`)).status).toBe(422);
  });

  it("counts them", async () => {
    const { send, add } = await world();
    await add({ email: "a@example.com" });
    await add({ endpoint: "https://example.com/in" });
    await send("POST", "", { subscriber: { email: "b@example.com" } });
    const none = { email: 0, sms: 0, webhook: 0, integration_partner: 0, slack: 0, teams: 0 };
    expect((await send("GET", "/count")).body).toEqual({ ...none, email: 1, webhook: 1 });
    expect((await send("GET", "/count?state=all&type=email")).body).toEqual({ ...none, email: 2 });
    const { body } = await send("GET", "/histogram_by_state");
    expect(body).toMatchObject({
      email: { active: 1, unconfirmed: 1, quarantined: 0, total: 2 },
      integration_partner: { active: 0, unconfirmed: 0, quarantined: 0, total: 0 },
    });
  });

  it("tells no address to who may only read the page", async () => {
    const { path, reader, add } = await world();
    const { id } = await add({ email: "a@example.com" });
    for (const at of ["", "/unsubscribed", `/${id}`])
      expect((await call("GET", path + at, { token: reader })).status).toBe(403);
    expect((await call("GET", `${path}/count`, { token: reader })).status).toBe(200);
  });
});

describe("one subscriber", () => {
  it("is changed, in our form and in Statuspage's", async () => {
    const { send, add, pageId } = await world();
    const { id } = await add({ email: "a@example.com" });
    const component = await makeComponent(pageId);
    const ours = await send("PATCH", `/${id}`, {
      subscriber: { min_impact: "major", quiet_from: "22:00", quiet_until: "07:00" },
    });
    expect([ours.status, ours.body]).toMatchObject([200, { min_impact: "major", quiet_from: "22:00" }]);
    const theirs = await send("PUT", `/${id}`, { component_ids: [component] });
    expect(theirs.body).toMatchObject({ components: [component], min_impact: "major" });
    const wrong = await send("PATCH", `/${id}`, { subscriber: { quiet_until: null } });
    expect([wrong.status, paths(wrong.body)]).toEqual([422, ["subscriber.quiet_until"]]);
  });

  it("is unsubscribed by DELETE, answered with its body, and listed there", async () => {
    const { send, add, pageId } = await world();
    const { id } = await add({ email: "a@example.com" });
    const { status, body } = await send("DELETE", `/${id}?skip_unsubscription_notification=true`);
    expect([status, body.state, subscriberBody.parse(body)]).toEqual([200, "unsubscribed", body]);
    expect(body.purge_at).not.toBeNull();
    expect(mails((await send("GET", "/unsubscribed")).body)).toEqual(["a@example.com"]);
    expect((await send("GET", "")).body).toEqual([]);
    const again = await send("POST", "", {
      subscriber: { email: "a@example.com", skip_confirmation_notification: true },
    });
    expect([again.status, paths(again.body)]).toEqual([422, ["subscriber.email"]]);
    expect((await written(pageId)).actions).toEqual(["subscriber.create", "subscriber.unsubscribe"]);
  });

  it("is erased by DELETE with erase=true", async () => {
    const { send, add } = await world();
    const { id } = await add({ email: "a@example.com" });
    expect((await send("DELETE", `/${id}?erase=true`)).status).toBe(200);
    expect((await send("GET", `/${id}`)).status).toBe(404);
    expect((await send("GET", "?state=all")).body).toEqual([]);
  });

  it("is asked again at most once in ten minutes", async () => {
    const { send } = await world();
    const { body } = await send("POST", "", { subscriber: { email: "a@example.com" } });
    const { status, headers } = await send("POST", `/${body.id}/resend_confirmation`);
    expect([status, headers.get("retry-after")]).toEqual([429, "600"]);
  });

  it("of another page is as absent as one that never was", async () => {
    const { path, add, stranger } = await world();
    const theirs = await world();
    const { id } = await add({ email: "a@example.com" });
    expect((await call("GET", `${path}/${id}`, { token: stranger })).body.message).toBe("page not found");
    for (const method of ["GET", "DELETE"])
      for (const one of [id, "zzzzzzzzzzzz"]) {
        const { status, body } = await theirs.send(method, `/${one}`);
        expect([status, body.message]).toEqual([404, "subscriber not found"]);
      }
  });
});

describe("many subscribers", () => {
  it("are unsubscribed by their ids, with commas between, or all of a type", async () => {
    const { send, add } = await world();
    const ids: unknown[] = [];
    for (const name of ["a", "b", "c", "d"]) ids.push((await add({ email: `${name}@example.com` })).id);
    await add({ endpoint: "https://example.com/in" });
    const list = await send("POST", "/unsubscribe", { subscribers: [ids[0], "zzzzzzzzzzzz"] });
    expect([list.status, mails(list.body)]).toEqual([201, ["a@example.com"]]);
    const commas = await send("POST", "/unsubscribe", { subscribers: `${ids[1]},${ids[2]}` });
    expect(mails(commas.body)).toEqual(["b@example.com", "c@example.com"]);
    const all = await send("POST", "/unsubscribe", { subscribers: "all", type: "email" });
    expect(mails(all.body)).toEqual(["d@example.com"]);
    expect((await send("GET", "")).body).toMatchObject([{ mode: "webhook" }]);
    expect((await send("POST", "/unsubscribe", {})).status).toBe(422);
  });

  it("are answered alike under an Idempotency-Key, which is remembered once all of them are done", async () => {
    const { path, owner, add } = await world();
    const subscribers = [
      (await add({ email: "1@example.com" })).id,
      (await add({ email: "2@example.com" })).id,
    ];
    const unsubscribe = () =>
      call("POST", `${path}/unsubscribe`, {
        ...{ token: owner, json: { subscribers } },
        headers: { "idempotency-key": "key-of-many" },
      });
    const first = await unsubscribe();
    expect([first.status, first.body.length]).toEqual([201, 2]);
    const again = await unsubscribe();
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it("are reactivated, if they were quarantined", async () => {
    const { send, add } = await world();
    const [one, other] = [await add({ email: "a@example.com" }), await add({ email: "b@example.com" })];
    const dead = { state: "quarantined", quarantinedAt: new Date(), quarantineReason: "failing" };
    await prisma().subscriber.update({ where: { id: String(one.id) }, data: dead });
    expect(mails((await send("GET", "?state=quarantined")).body)).toEqual(["a@example.com"]);
    const { status, body } = await send("POST", "/reactivate", { subscribers: [one.id, other.id] });
    expect([status, body]).toMatchObject([201, [{ id: one.id, state: "active", quarantined_at: null }]]);
  });

  it("are asked again, as often as anybody may be", async () => {
    const { send } = await world();
    await send("POST", "", { subscriber: { email: "a@example.com" } });
    const { status, body } = await send("POST", "/resend_confirmation", { subscribers: "all" });
    expect([status, body]).toEqual([201, []]);
  });
});

describe("subscribers of an incident", () => {
  it("are added, listed, read and taken away", async () => {
    const { base, owner, pageId, add, send } = await world();
    const incident = await makeIncident(pageId);
    const path = `${base}/incidents/${incident}/subscribers`;
    const ask = (method: string, at: string, json?: unknown) =>
      call(method, path + at, { token: owner, ...(json !== undefined && { json }) });
    const whole = await add({ email: "whole@example.com" });
    const also = await ask("POST", "", { subscriber: { email: "whole@example.com" } });
    expect([also.status, also.body]).toMatchObject([
      201,
      { id: whole.id, follows_page: true, incident_ids: [incident] },
    ]);
    const alone = await ask("POST", "", {
      subscriber: { email: "alone@example.com", skip_confirmation_notification: true },
    });
    expect(alone.body).toMatchObject({ follows_page: false, incident_ids: [incident], state: "active" });
    expect(mails((await ask("GET", "")).body).sort()).toEqual(["alone@example.com", "whole@example.com"]);
    expect((await ask("GET", `/${whole.id}`)).status).toBe(200);
    expect((await ask("DELETE", `/${whole.id}`)).body).toMatchObject({ state: "active", incident_ids: [] });
    expect((await ask("DELETE", `/${alone.body.id}`)).body.state).toBe("unsubscribed");
    expect((await ask("GET", `/${whole.id}`)).status).toBe(404);
    expect((await ask("POST", `/${whole.id}/resend_confirmation`)).status).toBe(404);
    expect((await ask("GET", "")).body).toEqual([]);
    expect((await send("GET", "")).body).toMatchObject([{ email: "whole@example.com" }]);
  });

  it("are none of a draft, of an incident that is not there, or of another page", async () => {
    const { base, owner, pageId } = await world();
    const there = await world();
    const subscriber = { email: "a@example.com" };
    const add = (incident: string) =>
      call("POST", `${base}/incidents/${incident}/subscribers`, { token: owner, json: { subscriber } });
    expect((await add(await makeIncident(pageId, false))).status).toBe(422);
    expect((await add("zzzzzzzzzzzz")).body.message).toBe("incident not found");
    expect((await add(await makeIncident(there.pageId))).body.message).toBe("incident not found");
  });
});

describe("tokens", () => {
  it("need the scope subscribers:write, and none more", async () => {
    const { path, pageId } = await world();
    const token = await newToken(pageId, ["subscribers:write"]);
    const subscriber = { email: "a@example.com", skip_confirmation_notification: true };
    expect((await call("POST", path, { token, json: { subscriber } })).status).toBe(201);
    const other = await newToken(pageId, ["incidents:write"]);
    expect((await call("POST", path, { token: other, json: { subscriber } })).status).toBe(403);
  });
});
