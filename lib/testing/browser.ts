import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright";
import { readEnv } from "#lib/env.ts";

const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Flags for a browser that runs as root in a container and talks to nobody but the test. */
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The Chromium of CHROMIUM_PATH, else the system's, else Playwright's own. */
export const browserPath = (): string =>
  readEnv().CHROMIUM_PATH ?? USUAL_PLACES.find((path) => existsSync(path)) ?? chromium.executablePath();

/** A real Chromium. The caller closes it. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath(), args: BROWSER_FLAGS });
