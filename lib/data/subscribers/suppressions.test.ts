import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { prisma } from "../db.ts";
import { hiddenChoices } from "./choosable.ts";
import { liftSuppression, readSuppression, suppress, suppressedAmong } from "./suppressions.ts";

withDatabase();
const NOW = Date.parse("2026-11-24T10:00:00Z");

describe("a suppression", () => {
  it("has the last reason, is of one page and channel, and can be lifted", async () => {
    const place = { pageId: await newPage(), channel: "email", destinationHash: "hash" } as const;
    expect(await readSuppression(place)).toBeNull();
    await suppress(prisma(), place, "unsubscribed", NOW);
    await suppress(prisma(), place, "erased", NOW + 1);
    expect(await readSuppression(place)).toBe("erased");
    expect(await readSuppression({ ...place, channel: "sms" })).toBeNull();
    expect(await readSuppression({ ...place, pageId: await newPage() })).toBeNull();
    expect(await suppressedAmong(place.pageId, "email", ["hash", "other"])).toEqual(new Set(["hash"]));
    expect(await suppressedAmong(place.pageId, "sms", ["hash"])).toEqual(new Set());
    await liftSuppression(prisma(), place);
    await liftSuppression(prisma(), place);
    expect(await readSuppression(place)).toBeNull();
  });
});

describe("what may be chosen", () => {
  it("is what the public knows of this page", async () => {
    const [pageId, elsewhere] = [await newPage(), await newPage()];
    const [shown, hidden, foreign] = [
      await makeComponent(pageId),
      await makeComponent(pageId, { published: false }),
      await makeComponent(elsewhere),
    ];
    const [group, foreignGroup] = [await makeGroup(pageId), await makeGroup(elsewhere)];
    const incident = async (id: string, more: object) => {
      const fields = { pageId, kind: "incident", name: "API", status: "resolved", startedAt: new Date(NOW) };
      await prisma().incident.create({ data: { id, ...fields, ...more } });
      return id;
    };
    const published = { publishedAt: new Date(NOW) };
    const incidentIds = [
      await incident("choosable001", published),
      await incident("choosable002", {}),
      await incident("choosable003", { ...published, unpublishedAt: new Date(NOW) }),
      await incident("choosable004", { ...published, pageId: elsewhere }),
    ];
    const chosen = { componentIds: [shown, hidden, foreign], groupIds: [group, foreignGroup], incidentIds };
    expect(await hiddenChoices(pageId, chosen)).toEqual({
      componentIds: [hidden, foreign],
      groupIds: [foreignGroup],
      incidentIds: incidentIds.slice(1),
    });
    const nothing = { componentIds: [], groupIds: [], incidentIds: [] };
    expect(await hiddenChoices(pageId, nothing)).toEqual(nothing);
  });
});
