import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { PHONE } from "./fixtures.ts";
import { expectSound, withAdmin } from "./support/admin.ts";

const admin = withAdmin();
const MAX_KEYSTROKES = 8;

const incidents = () =>
  prisma().incident.findMany({
    include: { components: true, updates: true },
    orderBy: { createdAt: "desc" },
  });
const newest = async () => (await incidents())[0]!;
const onScreen = (page: Page) => page.waitForURL(/\/admin\/incidents\/[a-z0-9]{12}$/);

/** Presses keys one by one, as fingers do, and counts them; a chord such as Control+Enter is one. */
function fingers(page: Page) {
  let count = 0;
  return {
    count: () => count,
    async press(...keys: string[]) {
      for (const key of keys) {
        count += 1;
        await page.keyboard.press(key);
      }
    },
  };
}

describe("opening an incident", () => {
  it(`with a template and two components takes at most ${MAX_KEYSTROKES} keystrokes`, async () => {
    const person = await admin.person();
    await admin.template({
      name: "Database down",
      title: "{{components}} 장애",
      body: "요청이 실패하고 있습니다.",
      update_status: "identified",
      translations: { en: { name: "{{components}} down", body: "Requests fail." } },
    });
    const page = await admin.visit(person, "/admin");
    const hand = fingers(page);
    await hand.press("n");
    await page.waitForURL(/incidents\/new$/);
    await page.getByRole("combobox", { name: "Template" }).and(page.locator(":focus")).waitFor();
    await hand.press("d", "Enter");
    await hand.press("r", "4", "w", "2");
    await hand.press("Control+Enter");
    await onScreen(page);
    expect(hand.count()).toBeLessThanOrEqual(MAX_KEYSTROKES);
    await page.getByText("Published", { exact: true }).waitFor();
    const [rest, , console] = admin.world().components;
    const stored = await newest();
    expect(stored).toMatchObject({
      ...{ name: "REST API, 웹 콘솔 장애", status: "identified", ownerId: person.id },
      translations: { en: { name: "REST API, Web console down" } },
      publishedAt: expect.any(Date),
    });
    expect(Object.fromEntries(stored.components.map((one) => [one.componentId, one.state]))).toEqual({
      [rest!]: "major_outage",
      [console!]: "degraded_performance",
    });
  });

  it("is not published with letters that chose nothing", async () => {
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByLabel("Title").fill("반쯤 고른 장애");
    await page.getByLabel("Message").fill("조사 중");
    const box = page.getByRole("combobox", { name: "Add a component" });
    await box.pressSequentially("zz");
    await page.keyboard.press("Control+Enter");
    await page.getByText("“zz” has chosen no component").waitFor();
    expect(await prisma().incident.count({ where: { name: "반쯤 고른 장애" } })).toBe(0);
    await box.fill("");
    await page.keyboard.press("Control+Enter");
    await onScreen(page);
  });

  it("shows the card as on the page while it is written", async () => {
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByLabel("Title").fill("로그인 실패");
    await page.getByLabel("Message").fill("**일부** 고객이 로그인하지 못합니다.");
    await page.getByRole("combobox", { name: "Add a component" }).pressSequentially("에3");
    await page.getByText("in 15 min").click();
    const card = page.frameLocator("iframe").locator("article");
    await card.getByText("로그인 실패").waitFor();
    await card.locator("strong", { hasText: "일부" }).waitFor();
    expect(await card.innerText()).toMatch(/부분 장애[\s\S]*다음 안내 예정[\s\S]*에이전트 실행/);
    await expectSound(page, "composer");
    await page.getByRole("tab", { name: "English" }).click();
    await page.getByLabel("Title").fill("Sign-in fails");
    await card.getByText("Sign-in fails").waitFor();
  });

  it("finds components by Korean first consonants, and says what is missing beside the field", async () => {
    const page = await admin.visit(await admin.person(), "/admin/incidents/new", { locale: "ko-KR" });
    await page.getByRole("combobox", { name: "구성 요소 추가" }).fill("ㄷㅇㅌ");
    await page.getByRole("option", { name: /데이터와 백업/ }).click();
    await page.getByRole("combobox", { name: "데이터와 백업의 상태" }).selectOption("중대 장애");
    await page.getByRole("button", { name: "게시", exact: true }).click();
    await page.getByText("제목을 입력하세요").waitFor();
    const title = page.getByLabel("제목");
    expect(await title.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await title.getAttribute("aria-invalid")).toBe("true");
    await expectSound(page, "faults");
  });

  it("happens once, however often the button is pressed and although the first answer was lost", async () => {
    admin.expectComplaints(/ERR_(FAILED|CONNECTION_FAILED)/);
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByLabel("Title").fill("한 번만");
    await page.getByLabel("Message").fill("한 번만 게시됩니다.");
    let lost = 0;
    await page.route("**/v1/pages/*/incidents", async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "Publish", exact: true }).dblclick();
    await page.getByText("The server cannot be reached").waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("한 번만");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await onScreen(page);
    expect((await incidents()).filter(({ name }) => name === "한 번만")).toHaveLength(1);
  });
});

describe("unsaved text", () => {
  it("survives a reload, is nobody else's, and is gone when discarded or published", async () => {
    const person = await admin.person();
    const page = await admin.visit(person, "/admin/incidents/new");
    await page.getByLabel("Title").fill("쓰다 만 제목");
    await page.getByLabel("Message").fill("쓰다 만 내용");
    await page.reload();
    await page.getByText("Restored what you were writing").waitFor();
    expect(await page.getByLabel("Title").inputValue()).toBe("쓰다 만 제목");
    expect(await page.getByLabel("Message").inputValue()).toBe("쓰다 만 내용");
    await expectSound(page, "restored");
    const other = await admin.person();
    const [name = "", value = ""] = other.cookie.split("=", 2);
    await page.context().addCookies([{ name, value, url: admin.world().origin }]);
    await page.reload();
    await page.waitForTimeout(500);
    expect(await page.getByLabel("Title").inputValue()).toBe("");
    await page
      .context()
      .addCookies([{ name, value: person.cookie.split("=", 2)[1]!, url: admin.world().origin }]);
    await page.reload();
    await page.getByRole("button", { name: "Discard" }).click();
    expect(await page.getByLabel("Title").inputValue()).toBe("");
    await page.reload();
    await page.waitForTimeout(500);
    expect(await page.getByText("Restored what you were writing").count()).toBe(0);
  });
});

describe("a draft", () => {
  it("is public only when it is published, on a phone too", async () => {
    const person = await admin.person();
    const page = await admin.visit(person, "/admin/incidents/new", PHONE);
    await page.getByLabel("Title").fill("비밀 초안");
    await page.getByLabel("Message").fill("아직 아무도 모릅니다.");
    await page.getByRole("button", { name: "Save as draft" }).click();
    await onScreen(page);
    await page.getByText("A draft: nothing of it is public").waitFor();
    await expectSound(page, "draft on a phone");
    const told = async () => (await fetch(`${admin.world().origin}/api/v2/incidents.json`)).text();
    expect(await told()).not.toContain("비밀 초안");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("link", { name: "See it on the public page" }).waitFor();
    await expect.poll(told, { timeout: 10_000 }).toContain("비밀 초안");
  });
});

describe("an incident that is over", () => {
  it("is recorded later, with its times, and tells nobody", async () => {
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByLabel("Title").fill("어제의 장애");
    await page.getByLabel("Message").fill("어제 있었던 일입니다.");
    await page.getByText("More options").click();
    await page.getByLabel("Record an incident that is already over").check();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByText("Say when it began").waitFor();
    await page.getByLabel("Began at").fill("2026-01-05T10:00");
    await page.getByLabel("Ended at").fill("2026-01-05T11:30");
    await page.getByText("Mon 5 January 11:30 KST").waitFor();
    await page.getByText(/Your time: 4 January, 21:30 EST/).waitFor();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await onScreen(page);
    expect(await newest()).toMatchObject({
      ...{ isBackfilled: true, status: "resolved", startedAt: new Date("2026-01-05T01:00:00Z") },
      resolvedAt: new Date("2026-01-05T02:30:00Z"),
      updates: [{ deliverNotifications: false }],
    });
  });
});
