import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { subscribe } from "#lib/testing/fan-outs/audience.ts";
import { PHONE } from "./fixtures.ts";
import { alive, expectSound, withAdmin } from "./support/admin.ts";

const admin = withAdmin(() => ({ SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "status@example.com" }));
const manager = () => admin.person("manager");
const rowAt = (destination: string) => prisma().subscriber.findFirst({ where: { destination } });
const add = (fields: object = {}) => subscribe(admin.world().pageId, fields);
/** The address that a test's subscriber got by itself. */
const addressOf = (id: string) => `${id}@example.com`;

describe("the list of subscribers", () => {
  it("is empty at first and says what to do", async () => {
    const page = await admin.visit(await manager(), "/admin/subscribers");
    await page.getByText("There are no subscribers yet").waitFor();
    await expectSound(page, "empty");
  });

  it("counts by channel, finds, filters by the address bar and keeps its filters when it is sent to somebody", async () => {
    const [rest = ""] = admin.world().components;
    const mail = await add({ component_ids: [rest] });
    const hook = await add({ channel: "webhook" });
    const away = await add({ state: "quarantined" });
    const page = await admin.visit(await manager(), "/admin/subscribers");
    await page.getByRole("link", { name: addressOf(hook) }).waitFor();
    await expectSound(page, "list");
    await page.getByLabel("State").selectOption("Quarantined");
    await page.waitForURL(/state=quarantined/);
    await page.getByRole("link", { name: addressOf(away) }).waitFor();
    expect(await page.getByRole("link", { name: addressOf(mail) }).count()).toBe(0);
    await page.goto(`${admin.world().origin}/admin/subscribers?component=${rest}`);
    await page.getByRole("link", { name: addressOf(mail) }).waitFor();
    expect(await page.getByRole("link", { name: addressOf(hook) }).count()).toBe(0);
    await page.goto(`${admin.world().origin}/admin/subscribers`);
    await alive(page);
    await page.keyboard.press("/");
    await page.keyboard.type(hook);
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await page.getByRole("link", { name: addressOf(hook) }).click();
    await page.getByRole("heading", { name: addressOf(hook) }).waitFor();
    await page.goto(`${admin.world().origin}/admin/subscribers?q=nobody`);
    await page.getByText("No subscriber matches").waitFor();
    await expectSound(page, "nothing found");
  });

  it("shows who may not see addresses how many there are, and no address", async () => {
    const id = await add();
    for (const role of ["viewer", "responder"] as const) {
      const page = await admin.visit(await admin.person(role), "/admin/subscribers", PHONE);
      await page.getByText("Addresses are shown to managers only").waitFor();
      expect(await page.content()).not.toContain("@example.com");
      await expectSound(page, `counts for a ${role}`);
      admin.expectComplaints(/404/);
      await page.goto(`${admin.world().origin}/admin/subscribers/${id}`);
      await page.getByText("Not found").waitFor();
    }
  });
});

describe("one subscriber", () => {
  it("is added, chooses, is unsubscribed and erased after its address was typed", async () => {
    admin.expectComplaints(/422 \(Unprocessable/);
    const page = await admin.visit(await manager(), "/admin/subscribers/new", { locale: "ko-KR" });
    await page.getByRole("button", { name: "구독자 추가" }).click();
    await page.getByText("주소를 입력하세요").waitFor();
    await page.getByLabel("이메일 주소").fill("not an address");
    await page.getByRole("button", { name: "구독자 추가" }).click();
    await page.getByText("메일을 받을 수 있는 주소여야 합니다").first().waitFor();
    expect(await page.getByLabel("이메일 주소").inputValue()).toBe("not an address");
    await expectSound(page, "a fault");
    await page.getByLabel("이메일 주소").fill("Kim@Example.com");
    await page.getByText("확인 없이 바로 시작").click();
    await page.getByRole("combobox", { name: /구성 요소나 그룹/ }).fill("에이");
    await page.keyboard.press("Enter");
    await page.getByLabel("방해 금지 시작").fill("22:00");
    await page.getByLabel("방해 금지 끝").fill("07:00");
    await page.getByRole("button", { name: "구독자 추가" }).click();
    await page.getByText("구독자를 추가했습니다").waitFor();
    const stored = await rowAt("kim@example.com");
    expect(stored).toMatchObject({
      ...{ state: "active", consentSource: "admin", quietFrom: 22 * 60, quietUntil: 7 * 60 },
      componentIds: [admin.world().components[1]],
    });
    await expectSound(page, "one subscriber");
    await page.getByRole("button", { name: "선택 고치기" }).click();
    await page.getByLabel("가장 낮은 영향도").selectOption("부분 장애 이상");
    await page.getByRole("button", { name: "저장" }).click();
    await page.getByText("선택을 저장했습니다").waitFor();
    expect(await rowAt("kim@example.com")).toMatchObject({ minImpact: 2 });
    await page.getByRole("button", { name: "구독 해지" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "구독 해지" }).click();
    await page.getByText("본인이 다시 신청하고 확인해야만").waitFor();
    await page.getByRole("button", { name: "개인정보 지우기" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "개인정보 지우기" }).isDisabled()).toBe(true);
    await dialog.getByLabel(/입력하세요/).fill("kim@example.com");
    await expectSound(page, "erasing");
    await dialog.getByRole("button", { name: "개인정보 지우기" }).click();
    await page.getByText("구독자를 지웠습니다").waitFor();
    expect(await rowAt("kim@example.com")).toBeNull();
  });

  it("tells why it is quarantined and what to do, and is brought back", async () => {
    const id = await add({ channel: "webhook" });
    const quarantine = { state: "quarantined", quarantineReason: "410 Gone", quarantinedAt: new Date() };
    await prisma().subscriber.update({ where: { id }, data: quarantine });
    const page = await admin.visit(await manager(), `/admin/subscribers/${id}`, PHONE);
    await page.getByText("410 Gone").waitFor();
    await page.getByText("See that its server answers with 2xx").waitFor();
    await expectSound(page, "quarantined, on a phone");
    await page.getByRole("button", { name: "Reactivate" }).click();
    await page.getByText("Reactivated").waitFor();
    expect(await prisma().subscriber.findUnique({ where: { id } })).toMatchObject({ state: "active" });
  });

  it("gets the secret of its webhook shown once", async () => {
    const page = await admin.visit(await manager(), "/admin/subscribers/new");
    await page.getByText("Webhook", { exact: true }).click();
    await page.getByLabel("Webhook address").fill("https://hooks.example.com/status");
    await page.getByText("Begin at once").click();
    await page.getByRole("button", { name: "Add a subscriber" }).click();
    expect(await page.getByLabel("Signing secret").inputValue()).toMatch(/^whsec_/);
    await expectSound(page, "secret");
    await page.getByRole("button", { name: "I have copied it" }).click();
    await page.getByText("Subscriber added").waitFor();
    expect(await page.content()).not.toContain("whsec_");
  });
});
