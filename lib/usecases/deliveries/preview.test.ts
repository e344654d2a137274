import { describe, expect, it } from "vitest";
import { shownMessageBody } from "#lib/api/manage/fan-outs/messages.ts";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";
import type { ShownMessage } from "./preview.ts";

withDatabase();

async function world() {
  const made = await newWorld();
  const componentId = await makeComponent(made.pageId, { isManual: true });
  const preview = async (message: object, token = made.owner) =>
    await call("POST", `${made.base}/fan-outs/messages`, { token, json: { message } });
  const shown = async (message: object) =>
    (await preview({ kind: "incident", status: "investigating", name: "Slow", ...message }))
      .body as unknown as ShownMessage[];
  const of = (messages: ShownMessage[], channel: string, language = "ko") =>
    messages.find((one) => one.channel === channel && one.language === language)!;
  return { ...made, componentId, preview, shown, of };
}

describe("POST fan-outs/messages", () => {
  it("shows every form in every language, stores nothing and tells nobody", async () => {
    const { pageId, componentId, shown, of } = await world();
    const messages = await shown({
      body: "느립니다. **확인하고** 있습니다.",
      translations: { en: { name: "Slow answers" } },
      update_translations: { en: { body: "Slow. We look into it." } },
      components: { [componentId]: "major_outage" },
      next_update_at: "2027-01-01T00:00:00Z",
    });
    expect(messages.map((one) => shownMessageBody.parse(one))).toEqual(messages);
    expect(messages).toHaveLength(10);
    expect(of(messages, "email")).toMatchObject({ subject: "[조사 중] Slow - Example 상태" });
    expect(of(messages, "email", "en").text).toContain("We look into it.");
    expect(of(messages, "email").html).toContain("<strong>확인하고</strong>");
    expect(of(messages, "email").text).toContain("중대 장애");
    expect(of(messages, "sms", "en")).toMatchObject({
      text: expect.stringContaining("Investigating: Slow answers"),
      segments: { count: 1, encoding: "GSM-7" },
    });
    expect(of(messages, "sms").segments).toMatchObject({ encoding: "UCS-2" });
    expect(of(messages, "slack").payload).toMatchObject({ text: "[조사 중] Slow - Example 상태" });
    expect(of(messages, "teams").payload).toMatchObject({ type: "AdaptiveCard" });
    expect(of(messages, "webhook").payload).toMatchObject({
      page: { status_indicator: "critical" },
      incident: { impact: "critical", status: "investigating" },
    });
    expect((await written(pageId)).actions).toEqual([]);
    expect(await prisma().delivery.count({ where: { pageId } })).toBe(0);
  });

  it("puts an update above what was said before", async () => {
    const { base, owner, componentId, shown, of } = await world();
    const incident = { name: "API", body: "Looking.", components: { [componentId]: "partial_outage" } };
    const { body } = await call("POST", `${base}/incidents`, { token: owner, json: { incident } });
    const messages = await shown({ incident_id: body.id, name: "API", status: "resolved", body: "Done." });
    const mail = of(messages, "email").text;
    expect(mail).toContain("장애가 해결되었습니다.");
    expect(mail.indexOf("Done.")).toBeLessThan(mail.indexOf("Looking."));
    expect(mail).toContain(`/incidents/${body.id}`);
    expect(of(messages, "email").subject).toBe("[해결됨] API - Example 상태");
  });

  it("shows windows with their times, announcements without an impact", async () => {
    const { shown, of } = await world();
    const times = { scheduled_for: "2027-01-01T00:00:00Z", scheduled_until: "2027-01-01T01:30:00Z" };
    const window = await shown({ kind: "maintenance", status: "scheduled", ...times });
    expect(of(window, "email", "en").text).toContain("1 January, 09:00 to 10:30 KST (1 h 30 min)");
    expect(of(window, "webhook").payload).toMatchObject({
      incident: { scheduled_for: "2027-01-01T00:00:00.000Z" },
    });
    const announcement = await shown({ kind: "announcement", status: "monitoring" });
    expect(of(announcement, "email").subject).toContain("[안내]");
  });

  it("is empty for what nobody would be told of: a private component alone", async () => {
    const { componentId, shown } = await world();
    await prisma().component.update({ where: { id: componentId }, data: { published: false } });
    expect(await shown({ components: { [componentId]: "major_outage" } })).toEqual([]);
  });

  it("refuses what could not be published, strangers, and who may not publish", async () => {
    const { preview, stranger, reader } = await world();
    const draft = { kind: "incident", status: "investigating", name: "Slow" };
    for (const bad of [
      { ...draft, name: "" },
      { ...draft, status: "on fire" },
      { ...draft, next_update_at: "soon" },
    ])
      expect((await preview(bad)).status).toBe(422);
    expect((await preview(draft, stranger)).status).toBe(404);
    expect((await preview(draft, reader)).status).toBe(403);
  });
});
