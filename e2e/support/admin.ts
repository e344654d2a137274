import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { authorize } from "#lib/data/scope.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import { newTemplate } from "#lib/domain/templates/template.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { buildPages } from "#lib/setup/prepare.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { type RealWeb, startRealWeb } from "#lib/testing/manage/real-web.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makePerson, type TestPerson } from "#lib/testing/people.ts";
import { createTemplate } from "#lib/usecases/templates/create.ts";
import { axeFindings, DESKTOP } from "../fixtures.ts";

/** Component names of the world, in both languages, so that first letters can be tested. */
const COMPONENTS = [
  ["REST API", "REST API"],
  ["에이전트 실행", "Agent execution"],
  ["웹 콘솔", "Web console"],
  ["데이터와 백업", "Data and backups"],
] as const;

export type AdminWorld = {
  pageId: string;
  /** Component ids in the order of COMPONENTS. */
  components: string[];
  origin: string;
};

const makeComponent = async (pageId: string, position: number, [name, en]: readonly [string, string]) => {
  const id = newId();
  const translations = { en: { name: en } };
  const createdAt = new Date(Date.now() - 10 * 86_400_000);
  await prisma().component.create({
    data: { id, pageId, name, translations, position, baselineSource: "manual", createdAt },
  });
  return id;
};

/**
 * Call at the top of a spec: the real web process and worker on a real database, and one browser, for the whole file.
 * Errors on the console and failed loads fail the test that caused them.
 */
export function withAdmin(environment: () => Record<string, string> = () => ({})) {
  const database = withDatabase();
  let web: RealWeb;
  let browser: Browser;
  let world: AdminWorld;
  let complaints: string[] = [];
  let expected: RegExp | null = null;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    await buildPages();
    const pageId = await newPage();
    const components = await Promise.all(COMPONENTS.map((names, at) => makeComponent(pageId, at, names)));
    const port = await freePort();
    // Cookies and the exact Origin belong to PUBLIC_URL: the browser must come by that name.
    const origin = `http://localhost:${port}`;
    web = await startRealWeb(database.url(), {
      withWorker: true,
      env: { PORT: String(port), PUBLIC_URL: origin, ...environment() },
    });
    browser = await launchBrowser();
    world = { pageId, components, origin };
  }, 600_000);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const told = complaints.filter((text) => !expected?.test(text));
    complaints = [];
    expected = null;
    expect(told).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });
  return {
    world: () => world,
    expectComplaints(pattern: RegExp) {
      expected = pattern;
    },
    person: (role: Role = "responder") => makePerson(world.pageId, role),
    /** A template that is there when the composer opens. */
    async template(given: object) {
      const actor = { kind: "operator", id: "test", pageId: null } as const;
      const scope = authorize(actor, "incidents:write", world.pageId);
      return await createTemplate(scope, newTemplate.parse(given), Date.now());
    },
    /** The manage API as the person's own browser calls it. */
    async api(person: TestPerson, method: string, path: string, body?: object) {
      const response = await fetch(`${world.origin}/v1/pages/${world.pageId}/${path}`, {
        method,
        headers: { cookie: person.cookie, origin: world.origin, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
      const read = await response.json();
      expect([path, response.status, read.message]).toEqual([
        path,
        expect.toSatisfy((n) => n < 300),
        undefined,
      ]);
      return read as { id: string; revision: number } & Record<string, unknown>;
    },
    /** A browser in which the person is signed in. */
    async visit(person: TestPerson, path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        ...DESKTOP,
        locale: "en-US",
        timezoneId: "America/New_York",
        ...options,
      });
      contexts.push(context);
      const [name = "", value = ""] = person.cookie.split("=", 2);
      await context.addCookies([{ name, value, url: world.origin }]);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          complaints.push(`${message.text()} ${message.location().url}`);
      });
      await page.goto(world.origin + path, { waitUntil: "load" });
      await alive(page);
      return page;
    },
  };
}

/** Until React listens to the page: what is pressed before that on a busy machine is nobody's. */
export const alive = (page: Page) =>
  page.waitForFunction(() => {
    const main = document.querySelector("main");
    return main === null || Object.keys(main).some((key) => key.startsWith("__reactProps"));
  });

/** axe finds nothing, and nothing is wider than the window. */
export async function expectSound(page: Page, what: string): Promise<void> {
  expect([what, await axeFindings(page)]).toEqual([what, []]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect([what, overflow]).toEqual([what, 0]);
}
