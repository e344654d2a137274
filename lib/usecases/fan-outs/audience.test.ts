import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import { NOBODY } from "#lib/domain/delivery/draft.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { expandAll, follow, reachedBy, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { operatorScope } from "#lib/testing/manage/world.ts";
import { previewAudience } from "./audience.ts";

withDatabase();

const reader = (pageId: string) => operatorScope("page:read", pageId);
const incident = { kind: "incident", status: "investigating" } as const;

describe("who would be told", () => {
  it("counts channels, components, languages of SMS and who hears of it later", async () => {
    const { pageId } = await incidentWorld();
    const group = await makeGroup(pageId);
    const [one, two] = [
      await makeComponent(pageId, { isManual: true, groupId: group }),
      await makeComponent(pageId, { isManual: true }),
    ];
    await subscribe(pageId);
    await subscribe(pageId, { digest_at: 540 });
    await subscribe(pageId, { channel: "sms", language: "ko", component_ids: [one] });
    await subscribe(pageId, { channel: "sms", group_ids: [group], quiet_from: 0, quiet_until: 1439 });
    await subscribe(pageId, { channel: "webhook", component_ids: [one, two] });
    await subscribe(pageId, { component_ids: [two], state: "pending" });
    const draft = { ...incident, components: { [one]: "major_outage", [two]: "partial_outage" } as const };
    // 23:59 is the only minute of the day that is not quiet.
    const now = Date.UTC(2026, 10, 25, 3);
    expect(await previewAudience(reader(pageId), draft, now)).toEqual({
      total: 5,
      channels: { ...NOBODY.channels, email: 2, sms: 2, webhook: 1 },
      components: [
        { componentId: one, count: 3 },
        { componentId: two, count: 1 },
      ],
      unlimited: 2,
      later: 2,
      sms: { ko: 1, en: 1 },
    });
  });

  it("is who is told then, at every step", async () => {
    const { pageId, api, agents, open, post } = await incidentWorld();
    for (const channel of ["email", "sms"]) {
      await subscribe(pageId, { channel });
      await subscribe(pageId, { channel, min_impact: 3 });
      await subscribe(pageId, { channel, component_ids: [agents] });
      await subscribe(pageId, { channel, kinds: ["maintenance"] });
    }
    const follower = await subscribe(pageId, { follows_page: false });
    const ask = async (draft: Parameters<typeof previewAudience>[1]) =>
      (await previewAudience(reader(pageId), draft, Date.now())).total;
    const toldBy = async (kind: string) => {
      const before = (await reachedBy(pageId))[kind]?.length ?? 0;
      await expandAll();
      return ((await reachedBy(pageId))[kind]?.length ?? 0) - before;
    };
    const first = { [api]: "degraded_performance" } as const;
    const expected = await ask({ ...incident, components: first });
    const { id } = await open({ body: "Slow.", components: first });
    expect(await toldBy("incident.opened")).toBe(expected);
    expect(expected).toBe(2);
    await follow(follower, id);
    const known = { incidentId: id, kind: "incident" } as const;
    const worse = { [agents]: "major_outage" } as const;
    const second = await ask({ ...known, status: "identified", components: worse });
    await post(id, { status: "identified", body: "Worse.", components: worse }, 1);
    expect(await toldBy("incident.updated")).toBe(second);
    expect(second).toBe(6);
    const third = await ask({ ...known, status: "resolved", components: {} });
    await post(id, { status: "resolved", body: "Done." }, 2);
    expect(await toldBy("incident.resolved")).toBe(third);
    expect(third).toBe(7);
  });

  it("says of windows and announcements that no floor keeps anybody out, and of SMS that it tells the start", async () => {
    const { pageId, api } = await incidentWorld();
    await subscribe(pageId, { min_impact: 3 });
    await subscribe(pageId, { channel: "sms" });
    const ask = async (draft: Parameters<typeof previewAudience>[1]) =>
      (await previewAudience(reader(pageId), draft, Date.now())).total;
    const components = { [api]: "under_maintenance" } as const;
    expect(await ask({ kind: "maintenance", status: "scheduled", components })).toBe(1);
    expect(await ask({ kind: "maintenance", status: "in_progress", components })).toBe(2);
    expect(await ask({ kind: "announcement", status: "monitoring", components: {} })).toBe(2);
    expect(await ask({ kind: "incident", status: "investigating", components: {} })).toBe(1);
  });

  it("counts nobody for what only private components suffer", async () => {
    const { pageId } = await incidentWorld();
    const hidden = await makeComponent(pageId, { isManual: true, published: false });
    await subscribe(pageId);
    const draft = { ...incident, components: { [hidden]: "major_outage" } as const };
    expect(await previewAudience(reader(pageId), draft, Date.now())).toEqual(NOBODY);
  });

  it("refuses a stranger", async () => {
    const { pageId } = await incidentWorld();
    const stranger = { kind: "user", id: "x", pageId: "another", role: "owner" } as const;
    expect(() => authorize(stranger, "page:read", pageId)).toThrow("page");
  });
});
