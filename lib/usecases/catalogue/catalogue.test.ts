import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { Failure } from "#lib/domain/errors.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { applyCatalogue } from "./apply.ts";
import { requireCatalogueDestinations } from "./destinations.ts";
import { ensureFirstStart } from "./first-start.ts";
import { readCatalogue } from "./read.ts";

withDatabase();

const SHIPPED = readFileSync(join(import.meta.dirname, "../../../prisma/catalogue/t-developer.yaml"), "utf8");
const now = Date.now();
const platformUrl = "https://platform.example.com/base/";

const small = (components: string) => `
page: { name: P, time_zone: Asia/Seoul, languages: [ko, en] }
components: ${components}
`;
const apply = (pageId: string, text: string, options: object = {}) =>
  applyCatalogue(operatorScope("settings:write", pageId), readCatalogue(text), { now, ...options });
const monitorsOf = (pageId: string) =>
  prisma().monitor.findMany({ where: { pageId }, orderBy: { catalogueKey: "asc" } });

describe("readCatalogue", () => {
  it("reads the catalogue that we ship, with texts in both languages everywhere", () => {
    const document = readCatalogue(SHIPPED);
    expect(document.page).toMatchObject({
      name: "T-Developer",
      time_zone: "Asia/Seoul",
      languages: ["ko", "en"],
    });
    const nouns = [
      ...document.groups,
      ...document.components,
      ...document.groups.flatMap((group) => group.components),
    ];
    expect(nouns).toHaveLength(10);
    for (const noun of nouns) expect(noun.translations.en?.name, noun.key).toMatch(/^[\x20-\x7e]+$/);
    for (const component of [...document.components, ...document.groups.flatMap((one) => one.components)]) {
      expect(component.description, component.key).toMatch(/[가-힣].*\.$/);
      expect(component.translations.en?.description, component.key).toMatch(/\.$/);
    }
  });

  it.each([
    ["page: [", "malformed", /line \d/],
    ["page: {name: a}\npage: {name: b}", "malformed", /line 2.*unique/i],
    [small("[{ key: a }]"), "invalid", /line 3, components\.0\.name/],
    [small("[{ key: A B, name: x }]"), "invalid", /line 3, components\.0\.key/],
    [small("[{ key: a, name: x, nmae: y }]"), "invalid", /nmae/],
    [small("[{ key: a, name: x }, { key: a, name: y }]"), "invalid", /two components have the key 'a'/],
    [small("[{ key: a, name: x, monitors: [{ key: m, kind: http }] }]"), "invalid", /url or platform_path/],
    [
      small("[{ key: a, name: x, monitors: [{ key: m, kind: http, platform_path: //evil }] }]"),
      "invalid",
      /begins with one/,
    ],
    [small("[{ key: a, name: x, monitors: [{ key: m, kind: smtp }] }]"), "invalid", /kind/],
    [
      small("[{ key: a, name: x, monitors: [{ key: m, kind: external, interval_seconds: 5 }] }]"),
      "invalid",
      /interval_seconds/,
    ],
    [
      small(
        "[{ key: a, name: x, monitors: [{ key: m, kind: self, interval_seconds: 10, timeout_ms: 20000 }] }]",
      ),
      "invalid",
      /longer than the interval/,
    ],
    ["", "invalid", /line 1: .*object/],
    ["- 1", "invalid", /object/],
    [
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\npage: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
      "malformed",
      /alias/i,
    ],
  ])("tells the line and the path of each fault in %j", (text, kind, told) => {
    try {
      readCatalogue(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      expect((error as Failure).kind).toBe(kind);
      expect((error as Failure).faults.map(({ path, message }) => `${path}: ${message}`).join("; ")).toMatch(
        told,
      );
    }
  });
});

describe("applyCatalogue", () => {
  it("makes the page that the document says, with every audit record and one event", async () => {
    const pageId = newId();
    const { lines, changed } = await apply(pageId, SHIPPED, { platformUrl });
    expect(changed).toBe(1 + 4 + 6 + 6);
    expect(lines).toContain('+ component rest-api "REST API"');
    expect(lines).toContain("+ monitor rest-api-health (http https://platform.example.com/base/health)");
    const page = await prisma().page.findUniqueOrThrow({ where: { id: pageId } });
    expect(page).toMatchObject({ name: "T-Developer", timeZone: "Asia/Seoul", languages: ["ko", "en"] });
    const components = await prisma().component.findMany({
      where: { pageId },
      include: { group: true },
      orderBy: [{ group: { position: "asc" } }, { position: "asc" }],
    });
    expect(components.map((one) => [one.group?.name ?? null, one.name, one.position])).toEqual([
      ["API", "REST API", 1],
      ["에이전트", "에이전트 실행", 1],
      ["에이전트", "AgentCore 연동", 2],
      ["콘솔", "웹 콘솔과 세션", 1],
      ["데이터", "데이터와 백업", 1],
      [null, "상태 페이지", 5],
    ]);
    expect(components.every((one) => one.baselineSource === "monitors")).toBe(true);
    const monitors = await monitorsOf(pageId);
    expect(monitors.every((one) => one.nextProbeAt?.getTime() === now && one.enabled)).toBe(true);
    const { actions, events } = await written(pageId);
    expect(actions).toHaveLength(17);
    expect(events).toEqual(["catalogue.applied"]);
  });

  it("changes nothing when it is applied again", async () => {
    const pageId = newId();
    await apply(pageId, SHIPPED, { platformUrl });
    const before = await monitorsOf(pageId);
    const again = await apply(pageId, SHIPPED, { platformUrl, now: now + 1_000 });
    expect(again).toEqual({ lines: ["= 17 unchanged"], changed: 0, secrets: [] });
    expect(await monitorsOf(pageId)).toEqual(before);
    expect((await written(pageId)).events).toHaveLength(1);
  });

  it("only says what it would do in a dry run", async () => {
    const pageId = newId();
    const { lines, changed } = await apply(pageId, SHIPPED, { dryRun: true });
    expect(changed).toBe(12);
    expect(lines[0]).toBe('+ page page "T-Developer"');
    expect(lines).toContain("  monitor rest-api-health: skipped, PLATFORM_URL is not set");
    expect(await prisma().page.count({ where: { id: pageId } })).toBe(0);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("finds things by their key, renames and moves them, and says which fields", async () => {
    const pageId = newId();
    await apply(pageId, small("[{ key: a, name: Old }, { key: b, name: B }]"));
    const id = (await prisma().component.findFirstOrThrow({ where: { pageId, catalogueKey: "a" } })).id;
    const { lines } = await apply(
      pageId,
      `
page: { name: P, time_zone: Asia/Seoul, languages: [ko, en] }
groups: [{ key: g, name: G, components: [{ key: a, name: New, start_date: 2026-01-01 }] }]
components: [{ key: b, name: B, baseline_source: manual }]
`,
    );
    expect(lines).toEqual([
      '+ group g "G"',
      "~ component a: name, groupKey, startDate",
      "~ component b: baselineSource",
      "= 1 unchanged",
    ]);
    const row = await prisma().component.findUniqueOrThrow({ where: { id }, include: { group: true } });
    expect([row.name, row.group?.name]).toEqual(["New", "G"]);
  });

  it("never deletes: what is gone is told, and archived only when asked; it comes back with its history", async () => {
    const pageId = newId();
    const both = small(
      "[{ key: a, name: A, monitors: [{ key: m, kind: external }] }, { key: b, name: B, monitors: [{ key: n, kind: external }] }]",
    );
    const one = small("[{ key: a, name: A }]");
    await apply(pageId, both);
    const ids = (await monitorsOf(pageId)).map(({ id }) => id);
    const kept = await apply(pageId, one);
    expect(kept.changed).toBe(0);
    expect(kept.lines.filter((line) => line.startsWith("-"))).toEqual([
      "- component b: not in the document, kept (--archive-missing archives it)",
      "- monitor m: not in the document, kept (--archive-missing archives it)",
      "- monitor n: not in the document, kept (--archive-missing archives it)",
    ]);
    expect((await monitorsOf(pageId)).every(({ archivedAt }) => archivedAt === null)).toBe(true);
    const archived = await apply(pageId, one, { archiveMissing: true });
    expect(archived.changed).toBe(3);
    expect((await monitorsOf(pageId)).every(({ archivedAt }) => archivedAt !== null)).toBe(true);
    expect((await apply(pageId, one, { archiveMissing: true })).lines).toEqual(["= 2 unchanged"]);
    const back = await apply(pageId, both);
    expect(back.lines).toEqual([
      "~ component b: archived",
      "~ monitor m: archived",
      "~ monitor n: archived",
      "= 2 unchanged",
    ]);
    expect((await monitorsOf(pageId)).map(({ id }) => id)).toEqual(ids);
  });

  it("refuses another kind under the same key, and nothing is stored", async () => {
    const pageId = newId();
    await apply(pageId, small("[{ key: a, name: A, monitors: [{ key: m, kind: external }] }]"));
    const other = small("[{ key: a, name: Z, monitors: [{ key: m, kind: heartbeat }] }]");
    await expect(apply(pageId, other)).rejects.toMatchObject({ kind: "invalid" });
    expect((await prisma().component.findFirstOrThrow({ where: { pageId } })).name).toBe("A");
  });

  it("tells the address of a new heartbeat once", async () => {
    const pageId = newId();
    const text = small("[{ key: a, name: A, monitors: [{ key: m, kind: heartbeat }] }]");
    const { secrets } = await apply(pageId, text);
    expect(secrets).toMatchObject([{ key: "m" }]);
    expect((await call("GET", `/heartbeat/${secrets[0]!.secret}`)).status).toBe(200);
    expect((await apply(pageId, text)).secrets).toEqual([]);
  });

  it("leaves alone what people made beside it", async () => {
    const pageId = await newPage();
    const id = newId();
    await prisma().component.create({ data: { id, pageId, name: "Theirs", position: 1 } });
    await apply(pageId, SHIPPED, { archiveMissing: true });
    const row = await prisma().component.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ name: "Theirs", archivedAt: null });
  });
});

describe("requireCatalogueDestinations", () => {
  it("tells every monitor that may not be reached, and does not ask about the platform", async () => {
    const document = readCatalogue(
      small(
        "[{ key: a, name: A, monitors: [{ key: m, kind: http, url: 'http://10.0.0.1/' }, { key: n, kind: tcp, host: a.example, port: 1 }, { key: p, kind: http, platform_path: /x }, { key: e, kind: external }] }]",
      ),
    );
    const asked: string[] = [];
    const check = async (destination: string) => {
      asked.push(destination);
      throw new Failure("invalid", "not public");
    };
    await expect(requireCatalogueDestinations(document, check)).rejects.toMatchObject({
      faults: [
        { path: "monitor m, url", message: "not public" },
        { path: "monitor n, host", message: "not public" },
      ],
    });
    expect(asked).toEqual(["http://10.0.0.1/", "a.example:1"]);
  });
});

describe("ensureFirstStart", () => {
  beforeEach(async () => {
    await pool().query(
      "truncate pages, component_groups, components, monitors, api_tokens, judge_requests, day_requests cascade",
    );
  });
  const start = (options: { platformUrl?: string; apiToken?: string } = {}) =>
    ensureFirstStart({ catalogue: SHIPPED, platformUrl: undefined, apiToken: undefined, now, ...options });
  const active = async (pageId: string) =>
    (await monitorsOf(pageId)).filter(({ archivedAt }) => archivedAt === null);

  it("makes the page once; without PLATFORM_URL only the page itself is probed", async () => {
    const { pageId, lines, token } = await start();
    expect([lines.length, token]).toEqual([17, "unchanged"]);
    expect((await active(pageId)).map(({ catalogueKey, kind }) => [catalogueKey, kind])).toEqual([
      ["status-page-self", "self"],
    ]);
    await prisma().component.updateMany({ where: { catalogueKey: "rest-api" }, data: { name: "Renamed" } });
    expect(await start()).toEqual({ pageId, lines: [], token: "unchanged" });
    const component = await prisma().component.findFirstOrThrow({ where: { catalogueKey: "rest-api" } });
    expect(component.name).toBe("Renamed");
  });

  it("adds the platform's monitors when PLATFORM_URL appears, and follows it when it moves", async () => {
    const { pageId } = await start();
    const added = await start({ platformUrl });
    expect(added.lines).toHaveLength(5);
    expect((await start({ platformUrl })).lines).toEqual([]);
    const urls = async () =>
      (await active(pageId)).flatMap(({ config }) =>
        "url" in (config as object) ? [(config as { url: string }).url] : [],
      );
    expect((await urls())[0]).toBe("https://platform.example.com/base/health/agents");
    await start({ platformUrl: "http://127.0.0.1:4000" });
    expect((await urls()).every((url) => url.startsWith("http://127.0.0.1:4000/health"))).toBe(true);
    expect(await start()).toMatchObject({ lines: [] });
    expect(await urls()).toHaveLength(5);
  });

  it("leaves to people what they changed, archived or took over", async () => {
    const { pageId } = await start({ platformUrl });
    const monitor = (catalogueKey: string) => ({ pageId_catalogueKey: { pageId, catalogueKey } });
    await prisma().monitor.update({
      where: monitor("rest-api-health"),
      data: { config: { url: "https://elsewhere.example.com/ping" } },
    });
    await prisma().monitor.update({ where: monitor("data-health"), data: { archivedAt: new Date() } });
    await prisma().monitor.update({
      where: monitor("agentcore-health"),
      data: { enabled: false, intervalSeconds: 300 },
    });
    const { lines } = await start({ platformUrl: "https://new.example.com" });
    expect(lines).toEqual([
      "~ monitor agent-execution-health: url",
      "~ monitor agentcore-health: url",
      "~ monitor web-console-health: url",
    ]);
    const moved = await prisma().monitor.findUniqueOrThrow({ where: monitor("agentcore-health") });
    expect(moved).toMatchObject({ enabled: false, intervalSeconds: 300, nextProbeAt: null });
  });

  it("makes one page and one token on machines that start together", async () => {
    const apiToken = "x".repeat(40);
    const starts = await Promise.all([start({ apiToken }), start({ apiToken }), start({ apiToken })]);
    expect(await prisma().page.count()).toBe(1);
    expect(new Set(starts.map(({ pageId }) => pageId)).size).toBe(1);
    expect(starts.map(({ token }) => token).sort()).toEqual(["set", "unchanged", "unchanged"]);
    const { status, body } = await call("GET", "/v1/pages", { token: apiToken });
    expect([status, body.length]).toEqual([200, 1]);
  });

  it("shows components without a monitor as having no data yet", async () => {
    const apiToken = "y".repeat(40);
    const { pageId } = await start({ apiToken });
    const { body } = await call("GET", `/v1/pages/${pageId}/components`, { token: apiToken });
    expect(body.map(({ data, status, baseline_source }) => [data, status, baseline_source])).toEqual(
      Array(6).fill(["none", "operational", "monitors"]),
    );
  });
});
