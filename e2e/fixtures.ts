import { type AddressInfo, createServer } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { launchBrowser } from "#lib/testing/browser.ts";
import { openPreview, type Preview, SCENES, type Scene } from "#lib/testing/preview.ts";

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const DESKTOP = { viewport: { width: 1280, height: 900 } };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type PublicWeb = {
  url: () => string;
  /** Serves a fixture as a new version. */
  show: (scene: Scene, options?: { isDatabaseAway?: boolean }) => Promise<void>;
  preview: () => Preview;
  /** Complaints that this test provokes on purpose. */
  expectComplaints: (pattern: RegExp) => void;
  /** A fresh visitor. Errors on the console and failed loads fail the test that caused them. */
  visit: (path: string, options?: BrowserContextOptions) => Promise<Page>;
};

/** Call at the top of a spec: the real web process on fixtures, and one browser, for the whole file. */
export function withPublicWeb(): PublicWeb {
  let preview: Preview;
  let browser: Browser;
  let complaints: string[] = [];
  let expected: RegExp | null = null;
  const pages: Page[] = [];
  beforeAll(async () => {
    const port = await freePort();
    // Pages build their absolute links from it; the web process is told the same by argument.
    vi.stubEnv("PUBLIC_URL", `http://localhost:${port}`);
    [preview, browser] = await Promise.all([openPreview(port), launchBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    const told = complaints.filter((text) => !expected?.test(text));
    complaints = [];
    expected = null;
    expect(told).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await preview?.close();
    vi.unstubAllEnvs();
  });
  return {
    url: () => preview.url,
    preview: () => preview,
    expectComplaints(pattern) {
      expected = pattern;
    },
    show: (scene, options) => preview.show(SCENES[scene](), options),
    async visit(path, options = {}) {
      const context = await browser.newContext({ timezoneId: "America/New_York", ...DESKTOP, ...options });
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          complaints.push(`${message.text()} ${message.location().url}`);
      });
      await page.goto(preview.url + path, { waitUntil: "load" });
      pages.push(page);
      return page;
    },
  };
}

/** What axe finds, in one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`,
  );
}
