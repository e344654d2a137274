import { globSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { makePerson, type TestPerson } from "#lib/testing/people.ts";
import { makeObjective, violated } from "#lib/testing/slo/rows.ts";
import { advanceEscalations } from "#lib/usecases/escalation/advance.ts";
import { settleVerdict } from "#lib/usecases/violations/settle.ts";
import { axeFindings, DESKTOP, PHONE } from "./fixtures.ts";
import { withAdminWeb } from "./support/admin-web.ts";
import { pageClient } from "./support/objects.ts";

const ROOT = join(import.meta.dirname, "..");
/** Every page of the admin as a folder of app/: a new one is looked at without anybody adding it here. */
const ROUTES = globSync("app/(admin)/admin/**/page.tsx", { cwd: ROOT })
  .map((path) => path.replace("app/(admin)", "").replace("/page.tsx", ""))
  .filter((route) => !route.includes("[...rest]"))
  .sort();

const SCENES = [
  { name: "Korean, dark, on a phone", options: { locale: "ko-KR", colorScheme: "dark", ...PHONE } },
  { name: "English, light, on a desk", options: { locale: "en-GB", colorScheme: "light", ...DESKTOP } },
] as const;

const admin = withAdminWeb();
let owner: TestPerson;
/** One thing of each noun, by the route that shows it. */
const idOf: Record<string, string> = {};
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** The newest event of an incident that was told to the page's subscribers. */
async function toldEvent(incidentId: string): Promise<string> {
  await expandAll();
  const { rows } = await pool().query<{ id: string }>(
    "select event_id::text as id from fan_outs where incident_id = $1 order by event_id desc limit 1",
    [incidentId],
  );
  return rows[0]!.id;
}

/** A violation that has escalated and was commented, of an SLO of the page. */
async function openedViolation(pageId: string, componentId: string): Promise<string> {
  const now = Date.now();
  const objective = await makeObjective(pageId, { sloKey: "SLO-001", componentIds: [componentId] });
  const settled = await settleVerdict({ objective, verdict: violated(now) }, null, now);
  await advanceEscalations({ failed: () => {} }, now);
  return settled!.violation.id;
}

beforeAll(async () => {
  owner = await makePerson(admin.pageId, "owner");
  const { add } = await pageClient(admin.pageId);
  const component = await add("components", { component: { name: "Search", description: "Finds things" } });
  idOf["/admin/components/[id]"] = component;
  const group = { name: "Data", components: [component] };
  idOf["/admin/components/groups/[id]"] = await add("component-groups", { component_group: group });
  const monitor = { component_id: component, kind: "external" };
  idOf["/admin/monitors/[id]"] = await add("monitors", { monitor });
  const told = {
    name: "Slow **search**",
    body: "We are looking.\n\n- one\n- two",
    components: { [component]: "partial_outage" },
  };
  const incident = await add("incidents", { incident: told });
  await add(`incidents/${incident}/incident_updates`, {
    incident_update: { status: "resolved", body: "Well." },
  });
  idOf["/admin/incidents/[id]"] = await add("incidents", { incident: { ...told, draft: true } });
  idOf["/admin/incidents/[id]/postmortem"] = incident;
  const times = { scheduled_for: day(5), scheduled_until: day(5.1), component_ids: [component] };
  idOf["/admin/maintenance/[id]"] = await add("incidents", {
    incident: { name: "Disks", body: "New.", ...times },
  });
  const series = {
    name: "Weekly",
    body: "Each week.",
    component_ids: [component],
    rrule: "FREQ=WEEKLY;BYDAY=SU",
    starts_at: "2027-01-03T02:00",
    duration_minutes: 60,
  };
  idOf["/admin/maintenance/series/[id]"] = await add("maintenance-series", { series });
  const template = {
    name: "Slow",
    title: "{{components}}: slow",
    body: "We look.",
    update_status: "investigating",
  };
  idOf["/admin/templates/[id]"] = await add("incident_templates", { template });
  idOf["/admin/subscribers/[id]"] = await subscribe(admin.pageId, { component_ids: [component] });
  idOf["/admin/deliveries/[id]"] = await toldEvent(incident);
  idOf["/admin/violations/[id]"] = await openedViolation(admin.pageId, component);
  idOf["/admin/alert-sources/[id]"] = await add("alert-sources", {
    alert_source: { name: "Alerts", kind: "generic" },
  });
});

describe.each(SCENES)("axe finds nothing, and nothing is wider than the window: $name", ({ options }) => {
  it.each(ROUTES)("%s", async (route) => {
    const id = idOf[route];
    expect([route, id === undefined]).toEqual([route, !route.includes("[id]")]);
    const page = await admin.open({ cookie: owner.cookie, ...options });
    const answer = await page.goto(admin.origin() + route.replace("[id]", id ?? ""), {
      waitUntil: "networkidle",
    });
    expect([route, answer?.status()]).toEqual([route, 200]);
    expect([route, await axeFindings(page)]).toEqual([route, []]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
});
