import { connect } from "node:net";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newSubscription } from "#lib/domain/subscribers/input.ts";
import { linkOf, newClient, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { confirmSubscription } from "#lib/usecases/subscribers/confirm.ts";
import { subscribe } from "#lib/usecases/subscribers/subscribe.ts";
import { axeFindings, DESKTOP, PHONE } from "./fixtures.ts";
import { withSubscribeWeb } from "./support/subscribe-web.ts";

const web = withSubscribeWeb();
const TIMEOUT_MS = 180_000;
const SCANS = 50;

/** Somebody with that address, confirmed, with the links that they were given. */
async function person(email: string, language: "ko" | "en" = "en") {
  const { pageId } = web.world();
  await subscribe(pageId, newSubscription.parse({ email, language, consent: true }), subscriberContext());
  const { id } = (await rowAt(pageId, "email", email))!;
  const pending = await linkOf("confirm", id);
  const { manageToken } = await confirmSubscription(pending, subscriberContext());
  return { id, manageToken, unsubscribe: await linkOf("unsubscribe", id, null) };
}
async function asker(email: string) {
  const { pageId } = web.world();
  await subscribe(pageId, newSubscription.parse({ email, consent: true }), subscriberContext());
  const { id } = (await rowAt(pageId, "email", email))!;
  return { id, confirm: await linkOf("confirm", id) };
}

describe("scanners and real browsers that open links", () => {
  it("50 GETs, HEADs and a whole load of every link change nothing", async () => {
    const { pageId } = web.world();
    const [known, asked] = [await person("scanned@example.com"), await asker("waits@example.com")];
    const paths = [
      `/confirm/${asked.confirm}`,
      `/unsubscribe/${known.unsubscribe}`,
      `/manage/${known.manageToken}`,
    ];
    const facts = async () => ({
      rows: await prisma().subscriber.findMany({ where: { pageId }, orderBy: { id: "asc" } }),
      audits: await prisma().auditRecord.count({ where: { pageId } }),
      events: await prisma().outboxEvent.count({ where: { pageId } }),
      notices: await prisma().delivery.count({ where: { pageId } }),
    });
    const before = await facts();
    for (const path of paths) {
      const statuses = await Promise.all(
        Array.from({ length: SCANS }, async (_, i) => {
          const method = i % 5 === 4 ? "HEAD" : "GET";
          const headers = { "x-forwarded-for": newClient(), "user-agent": `scanner ${i}` };
          return (await fetch(web.origin() + path, { method, headers })).status;
        }),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
      const page = await web.visit(path);
      await page.waitForTimeout(500);
      await page.mouse.wheel(0, 2_000);
    }
    const { rows, ...rest } = await facts();
    const { rows: rowsBefore, ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    const state = (list: typeof rows) =>
      list.map(({ id, state: now, tokenEpoch, updatedAt }) => [id, now, tokenEpoch, updatedAt]);
    expect(state(rows)).toEqual(state(rowsBefore));
  });
});

/** Exactly these lines on a connection of their own; what came back. */
const raw = (lines: string[], body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(web.origin());
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname);
    let told = "";
    socket.setEncoding("utf8").on("data", (part) => {
      told += part;
    });
    socket.on("end", () => resolve(told)).on("error", reject);
    const fixed = ["Connection: close", `Content-Length: ${Buffer.byteLength(body)}`, ""];
    socket.write([...lines, ...fixed, body].join("\r\n"));
  });
const FORM = "Content-Type: application/x-www-form-urlencoded";

describe("requests that no page of ours made", () => {
  it.each([
    ["another site", "Origin: https://evil.example.com"],
    ["no site at all", "Origin: null"],
    ["a name that begins with ours", "Origin: http://localhost.evil.example.com"],
    ["nobody", "X-Nothing: 1"],
  ])("of %s are refused before anything is looked at, whatever Host says", async (_, origin) => {
    const { manageToken, unsubscribe } = await person(`forged-${origin.length}@example.com`);
    const { confirm } = await asker(`forged-${origin.length}-waits@example.com`);
    const { pageId } = web.world();
    const before = await prisma().auditRecord.count({ where: { pageId } });
    const acts = [
      [`/manage/${manageToken}`, "act=unsubscribe"],
      [`/unsubscribe/${unsubscribe}`, ""],
      [`/confirm/${confirm}`, ""],
      ["/manage", "email=a%40example.com&channel=email"],
      ["/subscribe", "email=forged%40example.com&channel=email&consent=on&kinds=incidents"],
    ];
    for (const [path, body] of acts) {
      const host = ["Host: evil.example.com", "X-Forwarded-Host: evil.example.com"];
      const told = await raw([`POST ${path} HTTP/1.1`, ...host, FORM, origin], body!);
      expect([path, told.slice(0, 12)]).toEqual([path, "HTTP/1.1 403"]);
      expect(told).not.toContain("evil.example.com");
    }
    expect(await prisma().auditRecord.count({ where: { pageId } })).toBe(before);
    expect(await rowAt(pageId, "email", "forged@example.com")).toBeNull();
  });

  it("but the one-click of mail programs, in both encodings, without an Origin: 200, no redirect", async () => {
    const { pageId } = web.world();
    const boundary = "----b";
    const bodies = [
      [FORM, "List-Unsubscribe=One-Click"],
      [
        `Content-Type: multipart/form-data; boundary=${boundary}`,
        `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
      ],
    ];
    for (const [at, [type, body]] of bodies.entries()) {
      const address = `one-click-${at}@example.com`;
      const { unsubscribe } = await person(address);
      for (let again = 0; again < 2; again++) {
        const told = await raw([`POST /unsubscribe/${unsubscribe} HTTP/1.1`, "Host: a", type!], body!);
        expect(told).toMatch(/^HTTP\/1.1 200 [\s\S]*\r\ncache-control: no-store\r\n/i);
        expect(told).not.toMatch(/^location:/im);
      }
      expect((await rowAt(pageId, "email", address))?.state).toBe("unsubscribed");
    }
    const unknown = await raw(
      ["POST /unsubscribe/aaaaaaaaaaaa.1.0.nothing HTTP/1.1", "Host: a", FORM],
      "List-Unsubscribe=One-Click",
    );
    expect(unknown).toMatch(/^HTTP\/1.1 200 /);
    expect(unknown).toMatch(/쓸 수 없는 링크|does not work/);
  });

  it("lead nowhere else: what a form or address holds is no place to be sent to", async () => {
    const { manageToken } = await person("redirect@example.com");
    const own = `Origin: ${web.origin()}`;
    const id = (await rowAt(web.world().pageId, "email", "redirect@example.com"))!.id;
    const body = `act=save&subscriber_id=${id}&kinds=incidents&next=//evil.example.com&done=//evil.example.com`;
    const query = "?done=//evil.example.com&next=https://evil.example.com";
    const told = await raw(
      [`POST /manage/${manageToken}${query} HTTP/1.1`, "Host: evil.example.com", FORM, own],
      body,
    );
    expect(told).toMatch(/^HTTP\/1.1 303 /);
    expect(/^location: (.*)$/im.exec(told)?.[1]?.trim()).toBe(`/en/manage/${manageToken}?done=saved`);
  });

  it("hold texts that are given back as texts", async () => {
    const page = await web.visit("/en/subscribe");
    web.expectComplaints(/422/);
    await page
      .getByLabel("Email address", { exact: true })
      .fill('"><img src=x onerror=alert(1)>@example.com');
    await page.getByRole("button", { name: "Subscribe", exact: true }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Email address", { exact: true }).inputValue()).toBe(
      '"><img src=x onerror=alert(1)>@example.com',
    );
    expect(await page.locator("main img").count()).toBe(0);
  });
});

describe("what was typed", () => {
  it("is all there beside what is wrong: told in a list, at the fields, with the status of a refusal", async () => {
    web.expectComplaints(/422/);
    const page = await web.visit("/ko/subscribe", { javaScriptEnabled: false, locale: "ko" });
    await page.getByRole("radio", { name: "문자" }).check();
    await page.getByLabel("휴대전화 번호").fill("12");
    await page.getByLabel("고른 구성 요소만").check();
    await page.getByLabel("에이전트 전체").check();
    await page.locator("summary", { hasText: "더 자세한 설정" }).click();
    await page.getByLabel("장애", { exact: true }).uncheck();
    await page.getByLabel("조용한 시간").check();
    await page.getByLabel("끝").fill("05:30");
    await page.getByLabel("시간대").fill("Mars/Olympus");
    const answer = page.waitForResponse((one) => one.request().method() === "POST");
    await page.getByRole("button", { name: "구독하기" }).click();
    expect((await answer).status()).toBe(422);
    const alert = page.getByRole("alert");
    expect(await alert.getByRole("link").count()).toBe(3);
    expect(await page.getByLabel("휴대전화 번호").inputValue()).toBe("12");
    expect(await page.getByLabel("에이전트 전체").isChecked()).toBe(true);
    expect(await page.getByLabel("장애", { exact: true }).isChecked()).toBe(false);
    expect(await page.getByLabel("끝").inputValue()).toBe("05:30");
    expect(await page.getByLabel("시간대").inputValue()).toBe("Mars/Olympus");
    const wrong = page.locator("[aria-invalid]").first();
    const described = (await wrong.getAttribute("aria-describedby"))!.split(" ");
    expect(await page.locator(`[id="${described.find((one) => one.endsWith("-fault"))}"]`).isVisible()).toBe(
      true,
    );
    expect(await alert.innerText()).toMatch(/휴대전화 번호[\s\S]*시간대[\s\S]*개인정보/);
  });

  it("goes on by keyboard alone, and the script offers the browser's zone", async () => {
    const page = await web.visit("/en/subscribe");
    await page.getByRole("radio", { name: "Email" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByLabel("Mobile number").isVisible()).toBe(true);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("email");
    await page.locator("summary", { hasText: "More choices" }).click();
    await page.getByRole("button", { name: "Use mine: America/New_York" }).click();
    expect(await page.getByLabel("Time zone").inputValue()).toBe("America/New_York");
    await page.getByLabel("Email address", { exact: true }).fill("nonsense");
    await page.keyboard.press("Tab");
    await page.getByText("This does not look like an email address.").waitFor();
    await page.getByLabel("Email address", { exact: true }).fill("somebody@example.com");
    expect(await page.getByText("This does not look like an email address.").count()).toBe(0);
  });
});

const LOOKS = [
  { language: "ko", device: PHONE, colorScheme: "light" },
  { language: "ko", device: DESKTOP, colorScheme: "dark" },
  { language: "en", device: DESKTOP, colorScheme: "light" },
  { language: "en", device: PHONE, colorScheme: "dark" },
] as const;

/** `isFresh`: nothing was unfolded since the page was loaded, which moves what is below. */
async function expectSound(page: Page, what: string, isFresh = true): Promise<void> {
  expect([what, await axeFindings(page)]).toEqual([what, []]);
  const { overflow, shift } = await page.evaluate(
    () =>
      new Promise<{ overflow: number; shift: number }>((resolve) => {
        let total = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
            total += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        const { scrollWidth } = document.documentElement;
        setTimeout(() => resolve({ overflow: scrollWidth - innerWidth, shift: total }), 100);
      }),
  );
  expect([what, overflow, isFresh ? shift : 0]).toEqual([what, 0, 0]);
}

/** Everything that is folded, unfolded. */
const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>("main details")) one.open = true;
  });

describe("axe finds nothing, nothing is wider than the window, nothing moves", () => {
  it.each(LOOKS)(
    "$language $colorScheme",
    async ({ language, device, colorScheme }) => {
      web.expectComplaints(/422|404/);
      const name = `${language}-${colorScheme}`;
      const known = await person(`looks-${name}@example.com`, language);
      const asked = await asker(`looks-${name}-waits@example.com`);
      const page = await web.visit(`/${language}/subscribe`, { ...device, colorScheme, locale: language });
      const open = async (path: string) => {
        await page.goto(`${web.origin()}/${language}${path}`, { waitUntil: "load" });
        await expectSound(page, path);
      };
      await open("/subscribe");
      await openAll(page);
      await page.locator("[name=scope][value=some]").check();
      await expectSound(page, "everything open", false);
      await page.locator("form.subscribe > .button").click();
      await page.getByRole("alert").waitFor();
      await expectSound(page, "refused");
      await open(`/subscribe/${web.world().incidentId}`);
      await open("/manage");
      await open(`/confirm/${asked.confirm}`);
      await open(`/unsubscribe/${known.unsubscribe}`);
      await open("/manage/nothing");
      await open(`/manage/${known.manageToken}`);
      await openAll(page);
      await expectSound(page, "the manage page, everything open", false);
    },
    TIMEOUT_MS,
  );
});
