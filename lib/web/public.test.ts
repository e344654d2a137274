import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { renderWith, setCurrentSnapshot } from "#lib/usecases/snapshot/current.ts";
import { publicDocument } from "./public.ts";

const snapshot = (version: number) => ({ version, asOf: `2026-11-23T00:00:0${version}.000Z` }) as Snapshot;
const request = new Request("http://localhost/badge/abc.svg?style=flat");
const route = { params: Promise.resolve({ component: "abc.svg", rest: ["a", "b"] }) };
const GET = publicDocument((shown, context) => ({
  body: JSON.stringify({ version: shown.version, ...context, query: context.query.get("style") }),
  contentType: "application/json; charset=utf-8",
}));

describe("publicDocument", () => {
  it("answers 503 with Retry-After before the first snapshot", async () => {
    const answer = await GET(request, route);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("2");
  });

  it("hands the presenter the snapshot, the route's segments and the query", async () => {
    setCurrentSnapshot(snapshot(1));
    const answer = await GET(request, route);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await answer.json()).toMatchObject({
      version: 1,
      locale: null,
      params: { component: "abc.svg", rest: "a/b" },
      query: "flat",
    });
  });

  it("shows the snapshot and language of its rendering, not the one that arrived meanwhile", async () => {
    const world = { snapshot: snapshot(1), isDatabaseAway: false, locale: "ko" as const };
    const answer = await renderWith(world, async () => {
      setCurrentSnapshot(snapshot(2));
      return await GET(request, route);
    });
    expect(await answer.json()).toMatchObject({ version: 1, locale: "ko" });
  });

  it("never goes back to an older snapshot", async () => {
    expect(setCurrentSnapshot(snapshot(1))).toBe(false);
    expect(await (await GET(request, route)).json()).toMatchObject({ version: 2 });
  });

  it("lets a presenter say that a thing does not exist", async () => {
    const missing = publicDocument(() => ({ body: "{}", contentType: "application/json", status: 404 }));
    expect((await missing(request, route)).status).toBe(404);
  });
});
