import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { plainRender, SILENT } from "#lib/testing/public-server.ts";
import { nextVersion } from "#lib/testing/published.ts";
import { COMPONENT_IDS, calmSnapshot } from "#lib/testing/snapshots.ts";
import { findPublicPath } from "../public-paths.ts";
import { type DocumentRequest, type Entry, keyOf } from "./entry.ts";
import { PageCache, PREPARE_DEADLINE_MS, type Render } from "./page-cache.ts";

const site = { publicUrl: "http://status.example.com", buildId: "build" };
const first = calmSnapshot();
const later = (snapshot: Snapshot, seconds = 1) =>
  nextVersion(snapshot, Date.parse(snapshot.updatedAt) + seconds * 1_000);
const newerAsOf = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  asOf: new Date(Date.parse(snapshot.asOf) + 30_000).toISOString(),
});
const document = (pathname: string, locale: Language | null = null): DocumentRequest => {
  const target = findPublicPath(pathname)!;
  return { ...target, search: "", locale: target.locale ?? locale };
};
const textOf = (entry: Entry) => entry.fixed.identity.body.toString();
const page = document("/ko");
const summary = document("/api/v2/summary.json");
const component = document(`/ko/components/${COMPONENT_IDS.rest}`);

const rendered: string[] = [];
afterEach(() => {
  rendered.length = 0;
});

async function cacheOf(
  render: Render = plainRender,
  options: { maxBytes?: number; now?: () => number } = {},
) {
  const counting: Render = async (request, world) => {
    rendered.push(`${keyOf(request)} v${world.snapshot.version}`);
    return await render(request, world);
  };
  const cache = new PageCache({ render: counting, site, log: SILENT, ...options });
  await cache.advance({ snapshot: first, isDatabaseAway: false });
  return cache;
}
const view = async (cache: PageCache, request: DocumentRequest) =>
  cache.find(keyOf(request)) ?? (await cache.load(request));

describe("one rendering per document and snapshot", () => {
  it("is shared by a thousand readers at once, also in the moment of a change", async () => {
    const cache = await cacheOf(async (request, world) => {
      await sleep(20);
      return await plainRender(request, world);
    });
    const crowd = () => Promise.all(Array.from({ length: 1_000 }, () => view(cache, page)));
    await crowd();
    expect(rendered).toEqual([`ko / v${first.version}`]);
    const [, , entries] = await Promise.all([
      crowd(),
      cache.advance({ snapshot: later(first), isDatabaseAway: false }),
      crowd(),
    ]);
    expect(entries.every((entry) => entry.status === 200)).toBe(true);
    await crowd();
    expect(rendered).toEqual([`ko / v${first.version}`, `ko / v${first.version + 1}`]);
  });

  it("serves the old document until the new one is ready, and never the old one again", async () => {
    let release = () => {};
    const cache = await cacheOf(async (request, world) => {
      if (world.snapshot.version > first.version) await new Promise<void>((resolve) => (release = resolve));
      return await plainRender(request, world);
    });
    await view(cache, page);
    const advancing = cache.advance({ snapshot: later(first), isDatabaseAway: false });
    await sleep(10);
    expect(textOf(await view(cache, page))).toContain(`v${first.version}`);
    release();
    await advancing;
    expect(textOf(await view(cache, page))).toContain(`v${first.version + 1}`);
  });

  it("changes all documents at once: who saw one new document sees no old one", async () => {
    const cache = await cacheOf(async (request, world) => {
      await sleep(request.rule.kind === "page" ? 5 : 40);
      return await plainRender(request, world);
    });
    for (const request of [page, summary]) await view(cache, request);
    const advancing = cache.advance({ snapshot: later(first), isDatabaseAway: false });
    for (let round = 0, newest = 0; round < 40; round++) {
      for (const request of [page, summary]) {
        const version = Number(/ v(\d+) /.exec(textOf(await view(cache, request)))![1]);
        expect(version).toBeGreaterThanOrEqual(newest);
        newest = version;
      }
      await sleep(2);
    }
    await advancing;
  });

  it("serves a new state within the deadline, however slow a document is", async () => {
    const cache = await cacheOf(async (request, world) => {
      if (request === page && world.snapshot.version > first.version) await sleep(PREPARE_DEADLINE_MS * 1.5);
      return await plainRender(request, world);
    });
    for (const request of [page, summary]) await view(cache, request);
    const startedAt = performance.now();
    await cache.advance({ snapshot: later(first), isDatabaseAway: false });
    expect(performance.now() - startedAt).toBeLessThan(PREPARE_DEADLINE_MS + 300);
    expect(textOf(await view(cache, summary))).toContain(`v${first.version + 1}`);
    expect(textOf(await view(cache, page))).toContain(`v${first.version + 1}`);
    expect(rendered.filter((one) => one === `ko / v${first.version + 1}`)).toHaveLength(1);
  });

  it("passes over snapshots that were replaced while one was prepared", async () => {
    const cache = await cacheOf(async (request, world) => {
      await sleep(20);
      return await plainRender(request, world);
    });
    for (let views = 0; views < 4; views++) await view(cache, page);
    let snapshot = first;
    const versions = Array.from({ length: 5 }, () => (snapshot = later(snapshot)));
    await Promise.all(versions.map((one) => cache.advance({ snapshot: one, isDatabaseAway: false })));
    expect(cache.world?.snapshot.version).toBe(first.version + 5);
    expect(rendered).toEqual([first.version, first.version + 1, first.version + 5].map((v) => `ko / v${v}`));
  });

  it("does not render for a new snapshot what nobody viewed since the last one", async () => {
    const cache = await cacheOf();
    await view(cache, page);
    const [second, third] = [later(first), later(later(first))];
    await cache.advance({ snapshot: second, isDatabaseAway: false });
    await cache.advance({ snapshot: third, isDatabaseAway: false });
    expect(rendered).toEqual([`ko / v${first.version}`, `ko / v${second.version}`]);
  });
});

describe("what a document depends on", () => {
  it("keeps v2 when only the time of measuring moved, and renders the page anew", async () => {
    const cache = await cacheOf();
    const before = await view(cache, summary);
    await view(cache, page);
    await view(cache, page);
    await cache.advance({ snapshot: newerAsOf(first), isDatabaseAway: false });
    expect(await view(cache, summary)).toBe(before);
    expect(rendered.filter((one) => one.startsWith("ko /"))).toHaveLength(2);
  });

  it("tells pages, and only pages, that the database is away", async () => {
    const cache = await cacheOf();
    const before = await view(cache, summary);
    await view(cache, page);
    await cache.advance({ snapshot: first, isDatabaseAway: true });
    expect(textOf(await view(cache, page))).toContain("away");
    expect(await view(cache, summary)).toBe(before);
    await cache.advance({ snapshot: first, isDatabaseAway: false });
    expect(textOf(await view(cache, page))).toContain("here");
  });

  it("moves Last-Modified one second on when two versions share a second, and never back", async () => {
    const cache = await cacheOf();
    const at = (await view(cache, summary)).lastModified;
    expect(at).toBe(Math.floor(Date.parse(first.updatedAt) / 1_000) * 1_000);
    for (let round = 1; round <= 3; round++) {
      await cache.advance({
        snapshot: { ...first, version: first.version + round },
        isDatabaseAway: false,
      });
      expect((await view(cache, summary)).lastModified).toBe(at + round * 1_000);
    }
  });
});

describe("a document that reads the database", () => {
  it("is rendered anew after a minute, while its readers get the old one", async () => {
    let now = 0;
    const cache = await cacheOf(plainRender, { now: () => now });
    const before = await view(cache, component);
    now = 59_000;
    expect(await view(cache, component)).toBe(before);
    now = 61_000;
    expect(await view(cache, component)).toBe(before);
    await sleep(50);
    expect(await view(cache, component)).not.toBe(before);
    expect(rendered).toHaveLength(2);
  });

  it("stays as it was when it cannot be read any more, and is tried again", async () => {
    let isBroken = false;
    let now = 0;
    const render: Render = async (request, world) => {
      if (isBroken) throw new Error("no database");
      return await plainRender(request, world);
    };
    const cache = await cacheOf(render, { now: () => now });
    const before = await view(cache, component);
    await view(cache, component);
    isBroken = true;
    await cache.advance({ snapshot: first, isDatabaseAway: true });
    expect(textOf(await view(cache, component))).toBe(textOf(before));
    isBroken = false;
    now += 5_000;
    await view(cache, component);
    await sleep(50);
    expect(textOf(await view(cache, component))).toContain("away");
  });

  it("is not replaced by one that lacks a part, and such a one is kept for a moment only", async () => {
    let isPartial = true;
    let now = 0;
    const render: Render = async (request, world) => ({ ...(await plainRender(request, world)), isPartial });
    const cache = await cacheOf(render, { now: () => now });
    expect((await view(cache, component)).isPartial).toBe(true);
    isPartial = false;
    now += 5_000;
    await view(cache, component);
    await sleep(50);
    const whole = await view(cache, component);
    expect(whole.isPartial).toBe(false);
    isPartial = true;
    now += 120_000;
    await view(cache, component);
    await sleep(50);
    expect(await view(cache, component)).toBe(whole);
  });
});

describe("failures", () => {
  it("reach all who wait, and are not repeated for each of them", async () => {
    const cache = await cacheOf(async () => ({
      status: 500,
      contentType: "text/html",
      body: Buffer.from(""),
    }));
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => cache.load(page)));
    expect(answers.every((answer) => answer.status === "rejected")).toBe(true);
    await expect(cache.load(page)).rejects.toThrow("failed a moment ago");
    expect(rendered).toHaveLength(1);
  });

  it("leave the old document in place when a new snapshot cannot be rendered", async () => {
    const cache = await cacheOf(async (request, world) => {
      if (world.snapshot.version > first.version) throw new Error("defect");
      return await plainRender(request, world);
    });
    await view(cache, page);
    await view(cache, page);
    await cache.advance({ snapshot: later(first), isDatabaseAway: false });
    expect(textOf(await view(cache, page))).toContain(`v${first.version}`);
  });
});

describe("memory", () => {
  it("stays within its bound: what was used longest ago goes first", async () => {
    const maxBytes = 100_000;
    const cache = await cacheOf(plainRender, { maxBytes });
    for (let at = 0; at < 50; at++) {
      await view(cache, page);
      await cache.load({ ...summary, search: `?components=${at}` });
      expect(cache.size.bytes).toBeLessThanOrEqual(maxBytes);
    }
    expect(cache.size.entries).toBeGreaterThan(3);
    expect(rendered.filter((one) => one.startsWith("ko /"))).toHaveLength(1);
  });
});
