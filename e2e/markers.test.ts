import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { LANGUAGES } from "#lib/domain/language.ts";
import { PUBLIC_PATHS } from "#lib/server/public-paths.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { DAY, desk, incidentWorld, iso, T } from "#lib/testing/incidents.ts";
import { publishSnapshot } from "#lib/usecases/snapshot/publish.ts";
import { startWebProcess, type WebProcess } from "./support/web-process.ts";

/** What nobody may read carries this; a search for its first letters is answered with them alone. */
const MARKER = /zqx-\w+/;
const SOUGHT = "zqx";
const MORE_THAN_THE_SNAPSHOT_HOLDS = 55;

const database = withDatabase();
let web: WebProcess;
const hidden: string[] = [];
const shown: string[] = [];
let secretId: string;
let apiId: string;

/** A page of every kind of thing that is not public, beside some that are. */
async function plant() {
  const { pageId, api } = await incidentWorld();
  apiId = api;
  const secret = await makeComponent(pageId, { isManual: true, createdAt: T - 10 * DAY });
  secretId = secret;
  await prisma().component.update({
    where: { id: secret },
    data: { name: "zqx-component", description: "zqx-description", published: false },
  });
  const { open, post, edit, unpublish, merge } = desk(pageId, {
    kind: "user",
    id: "zqx-actor",
    pageId,
    role: "responder",
  });
  const draft = await open({ name: "zqx-draft", body: "zqx-draft-body", draft: true });
  const window = {
    kind: "maintenance",
    scheduled_for: iso(T + 30 * DAY),
    scheduled_until: iso(T + 30 * DAY + 3_600_000),
  };
  const draftWindow = await open({ ...window, name: "zqx-window", body: "zqx-window-body", draft: true }, 1);
  const gone = await open(
    { name: "zqx-gone", body: "zqx-gone-body", components: { [api]: "partial_outage" } },
    2,
  );
  await unpublish(gone.id, 3, { reason: "zqx-reason" });
  const goneWindow = await open(
    { ...window, confirm: ["overlap"], name: "zqx-gone-window", body: "zqx-gone-window-body" },
    4,
  );
  await unpublish(goneWindow.id, 5, { reason: "zqx-window-reason" });
  const internal = await open(
    { name: "Of a private part", body: "zqx-private-body", components: { [secret]: "major_outage" } },
    6,
  );
  const told = await open(
    {
      name: "Slow answers",
      body: "We look into it.",
      priority: 1,
      metadata: { ticket: { key: "zqx-metadata" } },
      components: { [api]: "degraded_performance", [secret]: "major_outage" },
    },
    7,
  );
  await post(told.id, { body: "Still looking.", components: { [secret]: "partial_outage" } }, 8);
  await edit(told.id, { owner_id: null }, 9);
  const merged = await open({ name: "zqx-merged", body: "zqx-merged-body", draft: true }, 10);
  await merge(merged.id, told.id, 11);
  await prisma().postmortem.create({
    data: { incidentId: told.id, draft: "zqx-postmortem", draftAt: new Date(T) },
  });
  for (let i = 0; i < MORE_THAN_THE_SNAPSHOT_HOLDS; i++) {
    const { id } = await open(
      { name: `Old ${i}`, backfilled: true, started_at: iso(T - (40 + i) * DAY), status: "resolved" },
      12,
    );
    shown.push(id);
  }
  await prisma().incidentTemplate.create({
    data: {
      id: "t0zqxtemplat",
      pageId,
      kind: "incident",
      name: "zqx-template",
      title: "zqx-title",
      body: "zqx-template-body",
    },
  });
  shown.push(told.id);
  hidden.push(draft.id, draftWindow.id, gone.id, goneWindow.id, internal.id, merged.id, secret);
  await publishSnapshot(pageId, Date.now());
}

beforeAll(async () => {
  await plant();
  web = await startWebProcess(database.url());
}, 400_000);
afterAll(() => web?.stop());

/** Every address that the table of public paths allows, for everything that is hidden or shown. */
function addresses(): string[] {
  const ids = [...hidden, ...shown.slice(-3), shown[0]!, apiId];
  const months = ["2026-09", "2026-10", "2026-11", "2026-12"];
  const filled = PUBLIC_PATHS.flatMap(({ pattern }) => {
    if (pattern.includes("{id}")) return ids.map((id) => pattern.replace("{id}", id));
    if (pattern.includes("{month}")) return months.map((month) => pattern.replace("{month}", month));
    return [pattern];
  });
  const asked = [
    `/history?q=${SOUGHT}`,
    `/history?component=${secretId}`,
    `/history?q=old&component=${apiId}`,
    `/history?q=o&page=2`,
    `/uptime_showcase?components=${secretId},${apiId}`,
  ];
  return [...filled, ...asked].flatMap((path) => [
    path,
    ...LANGUAGES.map((language) => `/${language}${path === "/" ? "" : path}`),
  ]);
}

describe("what is not public", () => {
  it("is in no answer of any public address, in no language", async () => {
    const asked = addresses();
    expect(asked.length).toBeGreaterThan(300);
    const found: string[] = [];
    const statuses = new Map<number, number>();
    for (const path of asked) {
      const answer = await fetch(web.origin + path, { redirect: "manual" });
      const text = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const marker = MARKER.exec(text)?.[0] ?? hidden.find((id) => text.includes(id) && !path.includes(id));
      if (marker) found.push(`${path}: ${marker}`);
    }
    expect(found).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(120);
    // None was refused unread: neither a defect nor a limit kept an answer from being searched.
    expect([...statuses.keys()].toSorted()).toEqual([200, 308, 404]);
  }, 300_000);

  it("does not exist at its own address, in the same words as what never was", async () => {
    const words = async (id: string) => {
      const answer = await fetch(`${web.origin}/en/incidents/${id}`);
      return [answer.status, (await answer.text()).replaceAll(id, "ID")];
    };
    const never = await words("nosuchincide");
    expect(never[0]).toBe(404);
    for (const id of hidden) expect(await words(id)).toEqual(never);
  });

  it("is not told by events", async () => {
    const answer = await fetch(`${web.origin}/events`);
    const { value } = await answer.body!.getReader().read();
    expect(new TextDecoder().decode(value)).not.toMatch(MARKER);
  });
});

describe("what is public and old", () => {
  it("is read from the database: its page, its month, a search", async () => {
    const oldest = await fetch(`${web.origin}/en/incidents/${shown[MORE_THAN_THE_SNAPSHOT_HOLDS - 1]}`);
    expect(oldest.status).toBe(200);
    expect(await oldest.text()).toContain(`Old ${MORE_THAN_THE_SNAPSHOT_HOLDS - 1}`);
    const found = await (await fetch(`${web.origin}/en/history?q=old+3`)).text();
    expect(found).toContain("Old 3<");
    expect(found).toContain('<meta name="robots" content="noindex"/>');
  });
});
