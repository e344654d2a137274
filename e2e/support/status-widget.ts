import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright";
import { hostPage } from "./web.ts";

const script = createRequire(import.meta.url).resolve("@statuspage/status-widget/dist/index.js");

/** What the official web component shows of the page at `origin`, on a page of another origin. */
export async function shownWidget(browser: Browser, origin: string, appearance: string) {
  const host = await hostPage(
    `<!doctype html><title>Shop</title><script src="/widget.js"></script><statuspage-widget src="${origin}" appearance="${appearance}"></statuspage-widget>`,
    {},
    { "/widget.js": { body: readFileSync(script), contentType: "text/javascript" } },
  );
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(host.origin);
  const indicator = page.locator("statuspage-widget .status-indicator");
  await indicator.waitFor();
  const told = {
    text: ((await page.locator("statuspage-widget a").textContent()) ?? "").replace(/\s+/g, " ").trim(),
    classes: await indicator.getAttribute("class"),
    link: await page.locator("statuspage-widget a").getAttribute("href"),
    errors,
  };
  await page.close();
  await host.close();
  return told;
}
