import { describe, expect, it } from "vitest";
import { badDaySnapshot } from "#lib/testing/snapshots.ts";
import { PHONE, withPublicWeb } from "./fixtures.ts";

const web = withPublicWeb();

describe("with scripts off", () => {
  it("the page is complete: states, figures, incidents, folded texts, links", async () => {
    await web.show("bad");
    const page = await web.visit("/ko", { javaScriptEnabled: false });
    const text = await page.locator("body").innerText();
    for (const component of badDaySnapshot().components) expect(text).toContain(component.name);
    for (const words of [
      "일부 시스템 장애",
      "14:32:05 KST 기준",
      "중대 장애",
      "부분 장애",
      "99.95 % · 90일",
      "다음 안내 예정",
    ])
      expect(text).toContain(words);
    await page.getByText("이전 안내 1건").first().click();
    expect(await page.getByText("14:04부터 새 에이전트 작업이").isVisible()).toBe(true);
    expect(await page.locator("#theme").isVisible()).toBe(false);
    await page.getByRole("link", { name: "REST API: " }).click();
    expect(await page.locator("h1").innerText()).toBe("가용성 달력");
    await page.getByRole("link", { name: "English" }).click();
    expect(page.url()).toBe(`${web.url()}/en/uptime`);
    await page.getByRole("link", { name: "Previous month: October 2026" }).click();
    expect(await page.locator("main").innerText()).toContain("October 2026");
  });

  it("dark follows the system", async () => {
    const page = await web.visit("/ko", { javaScriptEnabled: false, colorScheme: "dark" });
    expect(await page.locator("html").evaluate((root) => getComputedStyle(root).backgroundColor)).toBe(
      "rgb(15, 19, 24)",
    );
  });
});

describe("language and theme", () => {
  it("the root speaks the reader's language, and falls back to Korean", async () => {
    await web.show("calm");
    const english = await web.visit("/", { locale: "en-AU" });
    expect(await english.locator("h1").innerText()).toBe("All Systems Operational");
    const french = await web.visit("/", { locale: "fr-FR" });
    expect(await french.locator("h1").innerText()).toBe("모든 시스템 정상");
    await french.getByRole("link", { name: "English" }).click();
    expect(await french.locator("html").getAttribute("lang")).toBe("en");
  });

  it("the switch is remembered, and set before anything is drawn", async () => {
    const page = await web.visit("/en", { colorScheme: "light" });
    const root = page.locator("html");
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    expect(await root.getAttribute("data-theme")).toBe("dark");
    expect(await page.locator("meta[name=theme-color]").first().getAttribute("content")).toBe("#0f1318");
    await page.addInitScript(() => {
      const seen: (string | undefined)[] = [];
      Object.assign(window, { seen });
      const watch = () => {
        if (document.body) seen.push(document.documentElement.dataset.theme);
        else requestAnimationFrame(watch);
      };
      watch();
    });
    await page.goto(`${web.url()}/en/uptime`);
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["dark"]);
    await page.locator("#theme").click();
    expect(await page.evaluate(() => localStorage.theme)).toBe("");
    expect(await root.getAttribute("data-theme")).toBe("light");
  });
});

describe("times", () => {
  it("are told in the visitor's own zone under the pointer", async () => {
    await web.show("bad");
    const page = await web.visit("/en");
    await page.locator(".as-of time").hover();
    const tip = page.locator("#tip");
    expect(await tip.innerText()).toMatch(/Your time\s+Nov 23, 2026, 12:32:05.AM EST/);
    await page.keyboard.press("Escape");
    expect(await tip.count()).toBe(0);
  });

  it("are told on a tap too", async () => {
    const page = await web.visit("/ko", PHONE);
    await page.locator(".event time").first().tap();
    expect(await page.locator("#tip").innerText()).toContain("내 시간대");
    await page.locator("h2").first().tap();
    expect(await page.locator("#tip").count()).toBe(0);
  });
});

describe("pages that say no", () => {
  it("are whole pages in the language of their address", async () => {
    await web.show("calm");
    const page = await web.visit("/ko");
    for (const [path, words] of [
      ["/ko/nothing", "찾을 수 없는 페이지"],
      ["/en/components/aaaaaaaaaaaa", "Page not found"],
      ["/en/uptime/2026-12", "Page not found"],
      ["/en/uptime/2019-01", "Page not found"],
    ] as const) {
      const answer = await fetch(web.url() + path);
      expect(answer.status).toBe(404);
      await page.setContent(await answer.text());
      expect(await page.locator("h1").innerText()).toBe(words);
      expect(await page.locator("header.site").count()).toBe(1);
    }
  });
});

it("on paper: light, unfolded, dated, without controls, whatever the screen shows", async () => {
  await web.show("bad");
  const page = await web.visit("/ko", { colorScheme: "dark" });
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("body").evaluate((body) => getComputedStyle(body).color)).toBe("rgb(0, 0, 0)");
  expect(await page.locator(".as-of").innerText()).toContain("2026년 11월 23일 14:32:05 KST");
  expect(await page.getByText("14:04부터 새 에이전트 작업이").isVisible()).toBe(true);
  expect(await page.locator("#theme, header.site nav").filter({ visible: true }).count()).toBe(0);
});

describe("notices", () => {
  it("a demo and an absent database are told on the page", async () => {
    await web.show("demo");
    expect(await (await web.visit("/en")).locator(".demo").innerText()).toContain("simulated");
    await web.show("calm", { isDatabaseAway: true });
    const page = await web.visit("/ko");
    expect(await page.locator(".away").innerText()).toContain("2026년 11월 23일 14:32 KST");
  });
});

it("leaves no dead link", async () => {
  await web.show("bad");
  const found = new Set<string>();
  for (const path of ["/ko", "/en/uptime", "/en/components/c1rst4h7nq2x"]) {
    const html = await (await fetch(web.url() + path)).text();
    for (const [, address] of html.matchAll(/(?:href|src|content)="((?:\/|http:\/\/localhost)[^"#]*)/g))
      found.add(address!);
  }
  expect(found.size).toBeGreaterThan(20);
  for (const address of found) {
    const { status } = await fetch(new URL(address, web.url()));
    expect([address, status]).toEqual([address, 200]);
  }
});
