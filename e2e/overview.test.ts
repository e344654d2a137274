import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { DESKTOP, PHONE } from "./fixtures.ts";
import { expectSound, withAdmin } from "./support/admin.ts";

const admin = withAdmin();
const MINUTE_MS = 60_000;
const VISITS = [
  { locale: "ko-KR", ...PHONE, colorScheme: "light" },
  { locale: "ko-KR", ...DESKTOP, colorScheme: "dark" },
  { locale: "en-US", ...PHONE, colorScheme: "dark" },
] as const;
const TIMEOUT_MS = 180_000;

describe("the overview", () => {
  it(
    "is calm when nothing is wrong, and screens that are empty say what to do",
    async () => {
      const person = await admin.person();
      for (const options of VISITS) {
        const page = await admin.visit(person, "/admin", options);
        await page.getByText(/Nothing is wrong right now|지금은 문제가 없습니다/).waitFor();
        await expectSound(page, `calm ${options.locale} ${options.colorScheme}`);
        for (const path of ["/admin/incidents", "/admin/incidents/new", "/admin/maintenance"]) {
          await page.goto(admin.world().origin + path, { waitUntil: "load" });
          await expectSound(page, `${path} ${options.locale} ${options.colorScheme}`);
        }
      }
    },
    TIMEOUT_MS,
  );

  it("follows what happens, without a reload and without losing the focus", async () => {
    const person = await admin.person();
    const page = await admin.visit(person, "/admin");
    await page.getByRole("link", { name: "Schedule maintenance" }).focus();
    const [rest = ""] = admin.world().components;
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    const { id } = await admin.api(person, "POST", "incidents", {
      incident: { name: "갑작스러운 장애", body: "조사 중", components: { [rest]: "major_outage" } },
    });
    await page.getByRole("link", { name: "갑작스러운 장애" }).waitFor({ timeout: 10_000 });
    await page.getByText("1 open incident").waitFor();
    expect(await page.evaluate(() => "isSame" in window)).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Schedule maintenance");
    await admin.api(person, "POST", `incidents/${id}/incident_updates`, {
      incident_update: { status: "resolved", body: "끝" },
    });
    await page.getByText("Nothing is wrong right now").waitFor({ timeout: 10_000 });
  });

  it("hands an incident over and takes it", async () => {
    const [first, second] = [await admin.person(), await admin.person("manager")];
    const { id } = await admin.api(first, "POST", "incidents", {
      incident: { name: "넘길 장애", body: "조사 중" },
    });
    const page = await admin.visit(second, "/admin");
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByText("You are on it").waitFor();
    const ownerOf = async () => (await prisma().incident.findUniqueOrThrow({ where: { id } })).ownerId;
    expect(await ownerOf()).toBe(second.id);
    await page.getByRole("combobox", { name: /Hand over/ }).selectOption(first.id);
    await page.getByText("Handed over").waitFor();
    expect(await ownerOf()).toBe(first.id);
    await admin.api(first, "DELETE", `incidents/${id}`);
  });

  it(
    "tells on a bad day what waits for somebody, and does it with one tap",
    async () => {
      const person = await admin.person();
      const [rest = "", agents = "", console = ""] = admin.world().components;
      const late = await admin.api(person, "POST", "incidents", {
        incident: { name: "늦은 약속", body: "조사 중", components: { [rest]: "partial_outage" } },
      });
      const calm = await admin.api(person, "POST", "incidents", {
        incident: { name: "모두 정상인 장애", body: "확인 중", components: { [agents]: "operational" } },
      });
      const draft = await admin.api(person, "POST", "incidents", {
        incident: {
          name: "자동 초안",
          draft: true,
          body: "감지됨",
          components: { [console]: "major_outage" },
        },
      });
      const at = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
      const set = (id: string, data: object) => prisma().incident.update({ where: { id }, data });
      await set(late.id, { nextUpdateAt: at(-12) });
      await set(calm.id, { resolveProposedAt: at(-3) });
      await set(draft.id, { origin: "monitor", isAttended: false, autoPublishAt: at(8) });
      for (const options of VISITS) {
        const page = await admin.visit(person, "/admin", options);
        await page
          .getByText(/12 min late|12분 늦었습니다/)
          .first()
          .waitFor();
        await expectSound(page, `bad ${options.locale} ${options.colorScheme}`);
        for (const path of [`incidents/${late.id}`, `incidents/${draft.id}`, "incidents"]) {
          await page.goto(`${admin.world().origin}/admin/${path}`, { waitUntil: "load" });
          await expectSound(page, `${path} ${options.locale} ${options.colorScheme}`);
        }
      }
      const page = await admin.visit(person, "/admin");
      await page.getByText("the page's headline says all is well").waitFor();
      await page.getByText(/Publishes itself at/).waitFor();
      await page.getByRole("button", { name: "Resolve now" }).click();
      await page.getByText("Marked as resolved").waitFor();
      await page.getByRole("button", { name: "Publish", exact: true }).click();
      await page.getByText("Published", { exact: true }).waitFor();
      expect(await prisma().incident.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({
        ...{ publishedAt: expect.any(Date), autoPublishAt: null, isAttended: true },
      });
    },
    TIMEOUT_MS,
  );
});
