import type { Browser } from "playwright";
import { Statuspage } from "statuspage.io";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { launchBrowser } from "#lib/testing/browser.ts";
import { badDaySnapshot, calmSnapshot } from "#lib/testing/snapshots.ts";
import { type PublicWeb, servePublicDocuments } from "./support/public-documents.ts";
import { shownWidget } from "./support/status-widget.ts";

let web: PublicWeb;
let browser: Browser;

beforeAll(async () => {
  web = await servePublicDocuments(badDaySnapshot());
  vi.stubEnv("PUBLIC_URL", web.origin);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await web?.close();
});

describe("the client library statuspage.io", () => {
  const client = () => {
    const made = new Statuspage("p0tdev3k9x2m");
    made.setApiUrl(web.origin);
    return made.api;
  };

  it("reads summary, status and components", async () => {
    const summary = await client().getSummary();
    expect(summary.page.url).toBe(web.origin);
    expect(summary.status).toEqual({ indicator: "major", description: "Partial System Outage" });
    expect(summary.incidents[0]?.incident_updates[0]?.body).toContain("예비 저장소");
    expect(await client().getStatus()).toMatchObject({ status: { indicator: "major" } });
    const { components } = await client().getComponents();
    expect(components.filter((one) => !one.group).map((one) => one.status)).toEqual([
      "degraded_performance",
      "major_outage",
      "partial_outage",
      "operational",
      "under_maintenance",
      "operational",
    ]);
  });

  it("reads incidents and maintenance", async () => {
    const { incidents } = await client().incidents.getAll();
    expect(incidents.map((one) => one.status)).toEqual([
      "identified",
      "monitoring",
      "resolved",
      "postmortem",
    ]);
    expect((await client().incidents.getUnresolved()).incidents).toHaveLength(2);
    const { scheduled_maintenances } = await client().scheduledMaintenances.getUpcoming();
    expect(scheduled_maintenances.map((one) => one.status)).toEqual(["scheduled"]);
  });
});

describe("the web component @statuspage/status-widget on a page of another origin", () => {
  const shown = (appearance: string) => shownWidget(browser, web.origin, appearance);

  it("shows the sentence and the indicator of a bad day", async () => {
    web.show(badDaySnapshot());
    const { text, classes, link, errors } = await shown("basic");
    expect(text).toBe("Partial System Outage");
    expect(classes).toContain("major");
    expect(new URL(link ?? "").origin).toBe(web.origin);
    expect(errors).toEqual([]);
  });

  it("shows a calm page in its badge form", async () => {
    web.show(calmSnapshot());
    const { text, classes } = await shown("badge");
    expect(text.toLowerCase()).toBe("system status all systems operational");
    expect(classes).toContain("none");
  });
});
