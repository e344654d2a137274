import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { currentPage } from "./current.ts";
import { listOwnPages } from "./list.ts";
import { listPagePolicies } from "./policies.ts";
import { readScopedPage } from "./read.ts";

withDatabase();

const patch = (world: Awaited<ReturnType<typeof newWorld>>, page: object) =>
  call("PATCH", world.base, { token: world.owner, json: { page } });

describe("pages", () => {
  it("are absent before the first start is complete", async () => {
    expect(await currentPage()).toBeNull();
  });

  it("are listed for a token: its own only", async () => {
    const world = await newWorld();
    const { status, body } = await call("GET", "/v1/pages", { token: world.reader });
    expect(status).toBe(200);
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({
      id: world.pageId,
      name: "Example",
      url: "http://localhost:3000",
      time_zone: "Asia/Seoul",
      languages: ["ko", "en"],
      policy: {
        version: 1,
        weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 },
      },
      raw_retention_days: 35,
    });
  });

  it("are listed for the operator: all, oldest first, of which the first is the current one", async () => {
    const world = await newWorld();
    const pages = await listOwnPages(operatorScope("page:read", world.pageId));
    expect(pages.length).toBeGreaterThan(1);
    expect((await currentPage())?.id).toBe(pages[0]!.id);
  });

  it("are not found when they are gone", async () => {
    await expect(readScopedPage(operatorScope("page:read", "abcdefghijkl"))).rejects.toThrow(
      "page not found",
    );
  });

  it("change settings and texts, and record both sides", async () => {
    const world = await newWorld();
    const { status, body } = await patch(world, {
      name: "T-Developer\n상태",
      languages: ["en", "ko"],
      links: { support: "https://example.com/help" },
      raw_retention_days: 60,
      translations: { ko: { name: "상태" } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: "T-Developer 상태",
      languages: ["en", "ko"],
      links: { support: "https://example.com/help" },
      raw_retention_days: 60,
    });
    const { audits, events } = await written(world.pageId);
    expect(audits[0]).toMatchObject({ action: "page.update", before: { rawRetentionDays: 35 } });
    expect(events).toEqual(["page.updated"]);
    await patch(world, { name: "T-Developer 상태", raw_retention_days: 60 });
    expect((await written(world.pageId)).actions).toHaveLength(1);
  });

  it("make a new version of the uptime policy for other weights only", async () => {
    const world = await newWorld();
    const weights = { degraded_performance: 0, major_outage: 1, partial_outage: 0.3 };
    expect((await patch(world, { policy: { weights } })).body.policy).toMatchObject({ version: 1 });
    const strict = { ...weights, partial_outage: 1 };
    expect((await patch(world, { policy: { weights: strict } })).body.policy).toEqual({
      version: 2,
      weights: strict,
    });
  });

  it("keep who made which version of the policy", async () => {
    const world = await newWorld();
    const weights = { degraded_performance: 0, major_outage: 1, partial_outage: 1 };
    await patch(world, { policy: { weights } });
    const policies = await listPagePolicies(operatorScope("page:read", world.pageId));
    expect(
      policies.map(({ version, weights, actor }) => [version, weights.partial_outage, actor.kind]),
    ).toEqual([
      [2, 1, "token"],
      [1, 0.3, "system"],
    ]);
  });

  it("refuse a change by an older revision, and tell what is there now", async () => {
    const world = await newWorld();
    const first = await patch(world, { name: "First", revision: 1 });
    expect([first.status, first.body.revision]).toEqual([200, 2]);
    const second = await patch(world, { name: "Second", revision: 1 });
    expect([second.status, second.body.current]).toEqual([409, first.body]);
    expect((await patch(world, { name: "Second" })).status).toBe(200);
  });

  it("take colours that can be read alone", async () => {
    const world = await newWorld();
    const refused = await patch(world, { theme: { link_light: "#eeeeee" } });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [
        {
          path: "page.theme.link_light",
          message: "the contrast on #f7f8fa is 1.09 : 1, but 4.5 : 1 is needed",
        },
      ],
    ]);
    const taken = await patch(world, { theme: { link_light: "#1F55A8" } });
    expect(taken.body.theme).toEqual({ link_light: "#1f55a8" });
    expect((await patch(world, { theme: {} })).body.theme).toEqual({});
    expect((await written(world.pageId)).audits.at(-1)).toMatchObject({
      before: { theme: { link_light: "#1f55a8" } },
      after: { theme: {} },
    });
  });

  it("count every day of every component again in another time zone", async () => {
    const world = await newWorld();
    for (const name of ["a", "b"])
      await call("POST", `${world.base}/components`, { token: world.owner, json: { component: { name } } });
    const ids = (await prisma().component.findMany({ where: { pageId: world.pageId } })).map(({ id }) => id);
    await call("DELETE", `${world.base}/components/${ids[1]}`, { token: world.owner });
    const day = { componentId: ids[0]!, day: new Date("2026-03-01T00:00:00Z") };
    const ms = { operationalMs: 1, maintenanceMs: 0, degradedMs: 0, partialMs: 0, majorMs: 0, unknownMs: 0 };
    await prisma().componentDay.create({ data: { ...day, ...ms } });
    await prisma().dayRequest.deleteMany();
    expect((await patch(world, { time_zone: "America/New_York" })).body.time_zone).toBe("America/New_York");
    const requests = await prisma().dayRequest.findMany({ where: { componentId: { in: ids } } });
    expect(requests).toHaveLength(2);
    expect(requests.find((one) => one.componentId === ids[0])!.fromAt.toISOString()).toBe(
      "2026-02-28T00:00:00.000Z",
    );
  });

  it.each([
    [{ time_zone: "Mars/Olympus" }, "page.time_zone"],
    [{ time_zone: "+09:00" }, "page.time_zone"],
    [{ time_zone: "" }, "page.time_zone"],
    [{ languages: [] }, "page.languages"],
    [{ languages: ["ko", "ko"] }, "page.languages"],
    [{ languages: ["fr"] }, "page.languages.0"],
    [{ links: { "a b": "https://example.com" } }, "page.links.a b"],
    [{ links: { a: "javascript:alert(1)" } }, "page.links.a"],
    [{ raw_retention_days: 1 }, "page.raw_retention_days"],
    [
      { policy: { weights: { major_outage: 2, partial_outage: 0, degraded_performance: 0 } } },
      "page.policy.weights.major_outage",
    ],
  ])("refuse %j", async (page, path) => {
    const world = await newWorld();
    const { status, body } = await patch(world, page);
    expect([status, (body.errors as { path: string }[])[0]!.path]).toEqual([422, path]);
    expect((await written(world.pageId)).actions).toEqual([]);
  });
});
