import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { prisma } from "../../db.ts";
import { insertDeployment, readDeployments } from "./deployments.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const everything = { skip: 0, take: 10 };

describe("deployments", () => {
  it("are read as they were written, the latest first, those of one page", async () => {
    const [pageId, other] = [await makePage(), await makePage()];
    const made = (id: string, at: number, componentIds: string[] = []) => ({
      ...{ id, pageId, name: `v${id}`, at, url: null, componentIds, createdAt: T },
    });
    const [first, second] = [made("a00000000001", T - 2_000, ["c"]), made("a00000000002", T - 1_000)];
    for (const one of [first, second, { ...made("a00000000003", T), pageId: other }])
      await insertDeployment(prisma(), one);
    expect(await readDeployments(pageId, {}, everything)).toEqual([second, first]);
    expect(await readDeployments(pageId, {}, { skip: 1, take: 1 })).toEqual([first]);
    expect(await readDeployments(pageId, { from: T - 1_000 }, everything)).toEqual([second]);
    expect(await readDeployments(pageId, { until: T - 1_000 }, everything)).toEqual([first]);
  });

  it("of a component are its own and those of everything", async () => {
    const pageId = await makePage();
    const all = { pageId, name: "v", url: null, at: T, createdAt: T };
    await insertDeployment(prisma(), { ...all, id: "b00000000001", componentIds: ["c"] });
    await insertDeployment(prisma(), { ...all, id: "b00000000002", componentIds: ["d"] });
    await insertDeployment(prisma(), { ...all, id: "b00000000003", componentIds: [] });
    const ids = (await readDeployments(pageId, { componentId: "c" }, everything)).map(({ id }) => id);
    expect(ids).toEqual(["b00000000001", "b00000000003"]);
  });
});
