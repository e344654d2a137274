import type { Browser } from "playwright";
import { Statuspage } from "statuspage.io";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { launchBrowser } from "#lib/testing/browser.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { startManageServer } from "#lib/testing/manage/server.ts";
import { newWorld } from "#lib/testing/manage/world.ts";
import { buildSnapshot } from "#lib/usecases/snapshot/build.ts";
import { type PublicWeb, servePublicDocuments } from "./support/public-documents.ts";
import { shownWidget } from "./support/status-widget.ts";

withDatabase();
const HOUR_MS = 3_600_000;

let web: PublicWeb;
let manage: Awaited<ReturnType<typeof startManageServer>>;
let browser: Browser;
let world: Awaited<ReturnType<typeof newWorld>>;
let api: string;
let db: string;
let version = 0;

/** What the worker would publish now. */
async function snapshotNow() {
  const now = Date.now();
  version += 1;
  return { ...(await buildSnapshot(world.pageId, now)), version, updatedAt: new Date(now).toISOString() };
}

beforeAll(async () => {
  world = await newWorld();
  [api, db] = [
    await makeComponent(world.pageId, { isManual: true }),
    await makeComponent(world.pageId, { isManual: true }),
  ];
  manage = await startManageServer();
  web = await servePublicDocuments(await snapshotNow());
  vi.stubEnv("PUBLIC_URL", web.origin);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await web?.close();
  await manage?.close();
});

/** As scripts written for Statuspage send it: `Authorization: OAuth`, a form with nested names. */
async function send(method: string, path: string, fields: Record<string, string>) {
  const response = await fetch(`${manage.origin}${world.base}${path}`, {
    method,
    headers: { authorization: `OAuth ${world.owner}` },
    body: new URLSearchParams(fields),
  });
  const body = (await response.json()) as { id: string; status: string };
  expect([path, response.status, body]).toEqual([path, method === "POST" ? 201 : 200, expect.anything()]);
  web.show(await snapshotNow());
  return body;
}

const client = () => {
  const made = new Statuspage(world.pageId);
  made.setApiUrl(web.origin);
  return made.api;
};

const instant = z.iso.datetime({ offset: true });
const component = z.object({ id: z.string(), name: z.string(), status: z.string(), position: z.number() });
/** The fields that strict readers of summary.json insist on, with closed lists of statuses. */
const strictSummary = z.object({
  page: z.object({
    id: z.string(),
    name: z.string(),
    url: z.url(),
    time_zone: z.string(),
    updated_at: instant,
  }),
  components: z.array(component),
  incidents: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.enum(["investigating", "identified", "monitoring", "resolved", "postmortem"]),
      impact: z.enum(["none", "minor", "major", "critical"]),
      created_at: instant,
      updated_at: instant,
      started_at: instant,
      monitoring_at: instant.nullable(),
      resolved_at: instant.nullable(),
      shortlink: z.url(),
      page_id: z.string(),
      incident_updates: z.array(
        z.object({
          id: z.string(),
          status: z.string(),
          body: z.string(),
          incident_id: z.string(),
          created_at: instant,
          updated_at: instant,
          display_at: instant,
          affected_components: z
            .array(
              z.object({
                code: z.string(),
                name: z.string(),
                old_status: z.string(),
                new_status: z.string(),
              }),
            )
            .nullable(),
        }),
      ),
      components: z.array(component),
    }),
  ),
  scheduled_maintenances: z.array(
    z.object({
      id: z.string(),
      status: z.enum(["scheduled", "in_progress", "verifying", "completed"]),
      impact: z.literal("maintenance"),
      scheduled_for: instant,
      scheduled_until: instant,
    }),
  ),
  status: z.object({ indicator: z.enum(["none", "minor", "major", "critical"]), description: z.string() }),
});
const summary = async () =>
  strictSummary.parse(await (await fetch(`${web.origin}/api/v2/summary.json`)).json());

describe("clients of Statuspage, from opening to resolving", () => {
  it("see a form-opened incident, in every form that they read", async () => {
    const { id } = await send("POST", "/incidents", {
      "incident[name]": "API is failing",
      "incident[status]": "investigating",
      "incident[body]": "We are looking into it.",
      [`incident[components][${api}]`]: "major_outage",
      "incident[component_ids][]": api,
      "incident[deliver_notifications]": "true",
      "incident[auto_tweet_on_creation]": "false",
    });
    const { incidents } = await client().incidents.getUnresolved();
    expect(incidents.map((one) => [one.id, one.status, one.impact])).toEqual([
      [id, "investigating", "critical"],
    ]);
    expect(incidents[0]?.incident_updates[0]?.body).toBe("We are looking into it.");
    expect((await client().getStatus()).status).toEqual({
      indicator: "major",
      description: "Partial System Outage",
    });
    const told = await summary();
    expect(told.incidents[0]?.components).toMatchObject([{ id: api, status: "major_outage" }]);
    const { text, classes, errors } = await shownWidget(browser, web.origin, "basic");
    expect([text, classes, errors]).toEqual(["Partial System Outage", expect.stringContaining("major"), []]);
    await send("PATCH", `/incidents/${id}`, {
      "incident[status]": "resolved",
      "incident[body]": "Fixed.",
      [`incident[components][${api}]`]: "operational",
    });
    expect((await client().incidents.getUnresolved()).incidents).toEqual([]);
    const [resolved] = (await client().incidents.getAll()).incidents;
    expect([resolved?.status, resolved?.incident_updates.length]).toEqual(["resolved", 2]);
    expect((await summary()).status.indicator).toBe("none");
  }, 60_000);

  it("see maintenance from its notice to its end", async () => {
    const now = Date.now();
    const window = {
      "incident[name]": "Database upgrade",
      "incident[body]": "Short pauses.",
      "incident[scheduled_for]": new Date(now + HOUR_MS).toISOString(),
      "incident[scheduled_until]": new Date(now + 2 * HOUR_MS).toISOString(),
      "incident[scheduled_remind_prior]": "true",
      "incident[scheduled_auto_in_progress]": "false",
      "incident[scheduled_auto_completed]": "false",
      "incident[component_ids][]": db,
    };
    const { id } = await send("POST", "/incidents", { ...window, "incident[status]": "scheduled" });
    const upcoming = (await client().scheduledMaintenances.getUpcoming()).scheduled_maintenances;
    expect(upcoming.map((one) => [one.id, one.status])).toEqual([[id, "scheduled"]]);
    await send("PATCH", `/incidents/${id}`, {
      "incident[status]": "in_progress",
      "incident[body]": "It begins.",
    });
    const active = await fetch(`${web.origin}/api/v2/scheduled-maintenances/active.json`);
    expect(await active.json()).toMatchObject({
      scheduled_maintenances: [
        { id, status: "in_progress", components: [{ id: db, status: "under_maintenance" }] },
      ],
    });
    await send("PATCH", `/incidents/${id}`, { "incident[status]": "completed", "incident[body]": "Done." });
    expect((await client().scheduledMaintenances.getUpcoming()).scheduled_maintenances).toEqual([]);
    const { scheduled_maintenances } = await summary();
    expect(scheduled_maintenances).toEqual([]);
    expect((await summary()).components.map((one) => one.status)).toEqual(["operational", "operational"]);
  }, 60_000);
});
