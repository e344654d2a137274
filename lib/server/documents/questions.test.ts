import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { ask, html, type PublicServer, plainRender, startPublicServer } from "#lib/testing/public-server.ts";
import { badDaySnapshot, COMPONENT_IDS } from "#lib/testing/snapshots.ts";
import { findPublicPath } from "../public-paths.ts";
import { withArchive } from "./archive.ts";
import type { DocumentRequest, Rendered } from "./entry.ts";
import type { Render } from "./page-cache.ts";
import { LOOKUPS, questionOf, SEARCHES } from "./questions.ts";

const bad = badDaySnapshot();
/** October and before are not in the snapshot. */
const cut: Snapshot = {
  ...bad,
  archive: { ...bad.archive, since: "2026-09-01T00:00:00.000Z", heldFrom: "2026-10-31T15:00:00.000Z" },
};
const OLD = "i0ld00000000";

let server: PublicServer;
const start = async (render: Render = plainRender, snapshot: Snapshot = cut) => {
  server = await startPublicServer({ render });
  await server.show(snapshot);
  return (path: string, headers: Record<string, string> = {}) => ask(server.origin, path, { headers });
};
afterEach(() => server?.close());

describe("events and months", () => {
  it("of the snapshot are rendered without the database, and cached", async () => {
    const get = await start();
    for (const path of [
      "/ko/incidents/i1agdn6w3tq8",
      "/ko/maintenance/m1disk5n2fe7",
      "/ko/history",
      "/en/history/2026-11",
    ]) {
      const { status, headers } = await get(path);
      expect([path, status, headers["cache-control"]]).toEqual([
        path,
        200,
        "public, max-age=0, s-maxage=2, stale-if-error=86400",
      ]);
      await get(path);
      expect(
        server.rendered.filter(({ request }) => `/${request.locale}${request.path}` === path),
      ).toHaveLength(1);
    }
  });

  it("are told at one address: the other kind's leads to it, in the language of the path", async () => {
    const get = await start();
    const to = async (path: string) => {
      const { status, headers } = await get(path);
      return [status, headers.location];
    };
    expect(await to("/incidents/m1disk5n2fe7")).toEqual([308, "/maintenance/m1disk5n2fe7"]);
    expect(await to("/en/incidents/m1disk5n2fe7")).toEqual([308, "/en/maintenance/m1disk5n2fe7"]);
    expect(await to("/ko/maintenance/i1agdn6w3tq8")).toEqual([308, "/ko/incidents/i1agdn6w3tq8"]);
  });

  it("that are made up are refused without rendering while the snapshot holds all there is", async () => {
    const get = await start(plainRender, bad);
    expect((await get(`/ko/incidents/${OLD}`)).status).toBe(404);
    expect((await get("/ko/history/2020-01")).status).toBe(404);
    expect(server.rendered.filter(({ request }) => request.params.id)).toEqual([]);
  });

  it("that only the database knows are 404 in the page's form, or lead on, and are not kept", async () => {
    const render: Render = async (request, world) => {
      if (request.params.id === OLD) return { ...html("nothing"), status: 404 };
      if (request.params.id)
        return { ...html(""), status: 308, location: `/ko/maintenance/${request.params.id}` };
      return await plainRender(request, world);
    };
    const get = await start(render);
    const missing = await get(`/ko/incidents/${OLD}`);
    expect([missing.status, missing.text.includes("/not-found")]).toEqual([404, true]);
    const moved = await get("/ko/incidents/m0ld00000000");
    expect([moved.status, moved.headers.location]).toEqual([308, "/ko/maintenance/m0ld00000000"]);
    const { entries } = server.cache.size;
    await get("/ko/incidents/i0ld00000001");
    expect(server.cache.size.entries).toBe(entries);
  });

  it("that cannot be read say so with 503, and are asked for again", async () => {
    let isAway = true;
    const get = await start(async (request, world) => {
      if (isAway && request.params.month) throw new Error("no database");
      return await plainRender(request, world);
    });
    const { status, headers, text } = await get("/ko/history/2026-10");
    expect([status, headers["retry-after"], headers["cache-control"]]).toEqual([503, "30", "no-store"]);
    expect(text).toContain("이 기록을 지금은 읽을 수 없습니다");
    isAway = false;
    expect((await get("/en/history/2026-10")).status).toBe(200);
  });

  it("are looked up so many times a minute for one client; what is cached is for everybody", async () => {
    const get = await start(async (request, world) =>
      request.params.id ? { ...html("nothing"), status: 404 } : await plainRender(request, world),
    );
    const made = (i: number) => `/en/incidents/x${String(i).padStart(11, "0")}`;
    for (let i = 0; i < LOOKUPS.points; i++) expect((await get(made(i))).status).toBe(404);
    const { status, headers } = await get(made(999));
    expect([status, headers["retry-after"]]).toEqual([429, "10"]);
    expect((await get("/en/history/2026-11")).status).toBe(200);
  });
});

describe("a search", () => {
  it("is answered for one client, rendered each time, kept by nobody", async () => {
    const get = await start();
    for (const _ of [1, 2]) {
      const { status, headers, text } = await get("/ko/history?q=slow&component=nosuchcompon&x=1");
      expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
      expect(text).toContain("/history?q=slow ko");
    }
    expect(server.rendered.filter(({ request }) => request.search !== "")).toHaveLength(2);
    expect((await get("/ko/history")).text).not.toContain("slow");
  });

  it("in the reader's language at the address without one", async () => {
    const get = await start();
    expect((await get("/history?q=slow", { "accept-language": "en" })).text).toContain("/history?q=slow en");
  });

  it("that asks nothing is the history itself", async () => {
    const get = await start();
    for (const query of ["q=", "q=%20%00", "component=nosuchcompon", "page=2", "x=y"])
      expect((await get(`/ko/history?${query}`)).headers["cache-control"]).not.toBe("no-store");
  });

  it("is limited to so many a minute for one client", async () => {
    const get = await start();
    for (let i = 0; i < SEARCHES.points; i++) expect((await get(`/ko/history?q=${i}`)).status).toBe(200);
    const { status, headers, text } = await get("/ko/history?q=more");
    expect([status, headers["retry-after"]]).toEqual([429, "10"]);
    expect(text).toContain("검색이 너무 잦습니다");
    expect((await get("/ko/history")).status).toBe(200);
  });

  it("while the database is away, or fails, is 503 with a sentence, at once", async () => {
    const get = await start(async (request, world) => {
      if (request.search) throw new Error("no database");
      return await plainRender(request, world);
    });
    expect((await get("/en/history?q=a")).status).toBe(503);
    await server.show(cut, true);
    const before = server.rendered.length;
    const { status, text } = await get("/en/history?q=a");
    expect(status).toBe(503);
    expect(text).toContain("This part of the history cannot be read right now.");
    expect(server.rendered.length).toBe(before);
  });
});

describe("what is left of a query", () => {
  const of = (query: string) => questionOf(["q", "component"], query, bad);

  it.each([
    ["q=slow", "?q=slow"],
    ["q=+a%0Ab+", "?q=a+b"],
    [`component=${COMPONENT_IDS.rest}&q=`, `?component=${COMPONENT_IDS.rest}`],
    ["q=a&page=3", "?q=a&page=3"],
    ["q=a&page=0", "?q=a"],
    ["q=a&page=1e9", "?q=a"],
    ["q=a&q=b&component[]=x", "?q=a"],
    ["", ""],
  ])("%j is %j", (query, left) => {
    expect(of(query)).toBe(left);
  });

  it("is cut at the longest text that is looked for", () => {
    expect(of(`q=${"a".repeat(500)}`)).toBe(`?q=${"a".repeat(100)}`);
  });
});

describe("copies on disk", () => {
  const document = (pathname: string): DocumentRequest => ({ ...findPublicPath(pathname)!, search: "" });
  const reading = (what: string) => async () => html(what);
  const broken: Render = async () => {
    throw new Error("no database");
  };
  const text = async (rendered: Promise<Rendered>) => (await rendered).body.toString();

  it("of old events and months are shown until something published is changed", async () => {
    const dir = await mkdtemp(join(tmpdir(), "copies-"));
    const world = { snapshot: cut, isDatabaseAway: false };
    const edited = { ...world, snapshot: { ...cut, archive: { ...cut.archive, revision: "9.9.9" } } };
    for (const path of [`/ko/incidents/${OLD}`, "/ko/history/2026-10"]) {
      await (await withArchive(reading("told"), dir, "b"))(document(path), world);
      const restarted = await withArchive(broken, dir, "b");
      expect(await text(restarted(document(path), world))).toBe("told");
      await expect(restarted(document(path), edited)).rejects.toThrow("no database");
      await (await withArchive(reading("edited"), dir, "b"))(document(path), edited);
      await expect(restarted(document(path), world)).rejects.toThrow("no database");
    }
    expect(await readdir(join(dir, "pages/b"))).toHaveLength(2);
    await rm(dir, { recursive: true });
  });

  it("are not made of what the snapshot holds, nor of the present month", async () => {
    const dir = await mkdtemp(join(tmpdir(), "copies-"));
    const render = await withArchive(reading("told"), dir, "b");
    for (const path of ["/ko/incidents/i1agdn6w3tq8", "/ko/history", "/ko/history/2026-11", "/ko"])
      await render(document(path), { snapshot: cut, isDatabaseAway: false });
    expect(await readdir(join(dir, "pages/b"))).toEqual([]);
    await rm(dir, { recursive: true });
  });
});
