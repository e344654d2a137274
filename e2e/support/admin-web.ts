import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { closeDatabase, openDatabase } from "#lib/data/db.ts";
import { buildPages } from "#lib/setup/prepare.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { cloneDatabase } from "#lib/testing/database.ts";
import { publishFixture } from "#lib/testing/published.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { type SpawnedWeb, spawnWeb } from "#lib/testing/web-process.ts";
import { DESKTOP } from "../fixtures.ts";

const BUILD_TIMEOUT_MS = 300_000;

export type AdminWeb = {
  origin: () => string;
  pageId: string;
  web: () => SpawnedWeb;
  /** Complaints of the browser that this test provokes on purpose. */
  expectComplaints: (pattern: RegExp) => void;
  /** A fresh browser, signed in with the cookie if one is given. */
  open: (options?: BrowserContextOptions & { cookie?: string }) => Promise<Page>;
};

/** Call at the top of a spec: the built web process on a database of its own, with one page in it, and one browser. */
export function withAdminWeb(environment: () => Record<string, string> = () => ({})): AdminWeb {
  const snapshot = calmSnapshot();
  const contexts: BrowserContext[] = [];
  let [complaints, expected]: [string[], RegExp | null] = [[], null];
  let browser: Browser;
  let web: SpawnedWeb;
  let dataDir: string;
  beforeAll(async () => {
    await buildPages();
    const databaseUrl = await cloneDatabase();
    openDatabase(databaseUrl, { poolSize: 3 });
    await publishFixture(databaseUrl, snapshot);
    dataDir = await mkdtemp(join(tmpdir(), "admin-web-"));
    const env = environment();
    [browser, web] = await Promise.all([
      launchBrowser(),
      spawnWeb({ databaseUrl, dataDir, env, hostname: "localhost" }),
    ]);
  }, BUILD_TIMEOUT_MS);
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const told = complaints.filter((text) => !expected?.test(text));
    [complaints, expected] = [[], null];
    expect(told).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await web?.stop("SIGKILL");
    await closeDatabase();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    origin: () => web.origin,
    pageId: snapshot.page.id,
    web: () => web,
    expectComplaints(pattern) {
      expected = pattern;
    },
    async open({ cookie, ...options } = {}) {
      const context = await browser.newContext({ locale: "en-GB", ...DESKTOP, ...options });
      contexts.push(context);
      if (cookie) {
        const [name = "", value = ""] = cookie.split("=");
        await context.addCookies([{ name, value, url: web.origin, httpOnly: true, sameSite: "Lax" }]);
      }
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
      });
      return page;
    },
  };
}
