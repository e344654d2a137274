import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { PHONE } from "./fixtures.ts";
import { alive, expectSound, withAdmin } from "./support/admin.ts";

const admin = withAdmin();
const HOUR_MS = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const windowOf = (page: Page) => page.url().split("/").at(-1)!;
const onWindow = (page: Page) => page.waitForURL(/\/admin\/maintenance\/[a-z0-9]{12}$/);
const stored = (id: string) =>
  prisma().incident.findUniqueOrThrow({ where: { id }, include: { components: true, notices: true } });

describe("maintenance", () => {
  it("is announced, with its notice told, and appears on the public page", async () => {
    const page = await admin.visit(await admin.person(), "/admin/maintenance");
    await page.getByText("No maintenance is planned").waitFor();
    await expectSound(page, "empty maintenance");
    await page.getByRole("link", { name: "Schedule maintenance" }).click();
    await page.waitForURL(/maintenance\/new$/);
    await alive(page);
    await page.getByLabel("Title").fill("데이터베이스 점검");
    await page.getByLabel("Message").fill("잠시 쓰기가 멈춥니다.");
    await page.getByRole("combobox", { name: "Components under maintenance" }).pressSequentially("데");
    await page.keyboard.press("Enter");
    await page.getByText("the 72-hour rule is kept").waitFor();
    await expectSound(page, "new window");
    const starts = page.getByLabel("Starts");
    const soon = new Date(Date.now() + 9 * HOUR_MS + 2 * HOUR_MS).toISOString().slice(0, 14);
    await starts.fill(`${soon}00`);
    await page.getByText("less than 72 hours").waitFor();
    await page.getByText("lasts 2 h").waitFor();
    await page.getByRole("button", { name: "Publish" }).click();
    await onWindow(page);
    await page.getByText("Maintenance scheduled").waitFor();
    await expectSound(page, "window");
    const [, , , data] = admin.world().components;
    expect(await stored(windowOf(page))).toMatchObject({
      ...{ kind: "maintenance", status: "scheduled", components: [{ componentId: data }], notices: [{}] },
    });
    await expect
      .poll(async () => (await fetch(`${admin.world().origin}/ko`)).text(), { timeout: 10_000 })
      .toContain("데이터베이스 점검");
  });

  it("that overlaps or lies in the past is a question, not a silent fix", async () => {
    admin.expectComplaints(/409 \(Conflict\)/);
    const person = await admin.person();
    const [rest] = admin.world().components;
    const from = Math.ceil(Date.now() / HOUR_MS + 200) * HOUR_MS;
    const times = { scheduled_for: iso(from), scheduled_until: iso(from + 4 * HOUR_MS) };
    await admin.api(person, "POST", "incidents", {
      incident: { kind: "maintenance", name: "먼저 잡은 점검", component_ids: [rest], ...times },
    });
    const page = await admin.visit(person, "/admin/maintenance/new");
    await page.getByLabel("Title").fill("겹치는 점검");
    await page.getByRole("combobox", { name: "Components under maintenance" }).pressSequentially("REST");
    await page.keyboard.press("Enter");
    const local = iso(from + 10 * HOUR_MS).slice(0, 16);
    await page.getByLabel("Starts").fill(local);
    await page.getByRole("button", { name: "Publish" }).click();
    const question = page.getByRole("dialog", { name: "Is this meant?" });
    await question.getByText(/먼저 잡은 점검/).waitFor();
    await expectSound(page, "question");
    expect(await prisma().incident.count({ where: { name: "겹치는 점검" } })).toBe(0);
    await question.getByRole("button", { name: "Yes, go on" }).click();
    await onWindow(page);
    expect(await prisma().incident.count({ where: { name: "겹치는 점검" } })).toBe(1);
  });

  it("begins, is extended, verified and completed by its steps", async () => {
    const person = await admin.person();
    const from = Date.now() + 100 * HOUR_MS;
    const { id } = await admin.api(person, "POST", "incidents", {
      incident: {
        ...{ kind: "maintenance", name: "단계별 점검" },
        ...{ scheduled_for: iso(from), scheduled_until: iso(from + HOUR_MS) },
      },
    });
    const page = await admin.visit(person, `/admin/maintenance/${id}`, PHONE);
    const step = async (name: string) => {
      await page.getByRole("button", { name, exact: true }).click();
      const reloaded = page.waitForEvent("load");
      await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
      await reloaded;
      await page.getByText("Done", { exact: true }).waitFor();
      await expectSound(page, name);
    };
    await step("Start now");
    expect(await stored(id)).toMatchObject({ status: "in_progress" });
    await step("Extend");
    await step("Begin verifying");
    expect(await stored(id)).toMatchObject({ status: "verifying" });
    await step("Complete");
    expect(await stored(id)).toMatchObject({ status: "completed", resolvedAt: expect.any(Date) });
  });

  it("is moved and called off", async () => {
    const person = await admin.person();
    const from = Math.ceil(Date.now() / HOUR_MS + 500) * HOUR_MS;
    const { id } = await admin.api(person, "POST", "incidents", {
      incident: {
        ...{ kind: "maintenance", name: "옮길 점검" },
        ...{ scheduled_for: iso(from), scheduled_until: iso(from + HOUR_MS) },
      },
    });
    const page = await admin.visit(person, `/admin/maintenance/${id}`);
    await page.getByRole("button", { name: "Reschedule" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Starts").fill(iso(from + 9 * HOUR_MS + 24 * HOUR_MS).slice(0, 16));
    await dialog.getByRole("button", { name: "Reschedule" }).click();
    await page.getByText("Done", { exact: true }).waitFor();
    expect((await stored(id)).scheduledFor).toEqual(new Date(from + 24 * HOUR_MS));
    expect((await stored(id)).notices).toHaveLength(2);
    await page.getByRole("button", { name: "Cancel maintenance" }).click();
    const reloaded = page.waitForEvent("load");
    await dialog.getByRole("button", { name: "Cancel maintenance" }).click();
    await reloaded;
    await page.getByText("Cancelled", { exact: true }).waitFor();
    expect((await stored(id)).cancelledAt).not.toBeNull();
  });

  it("repeats by a rule in words, with the dates that will come", async () => {
    const person = await admin.person();
    const page = await admin.visit(person, "/admin/maintenance/series/new");
    await page.getByLabel("Title").fill("매월 점검");
    await page.getByLabel("First start").fill("2027-01-01T02:00");
    await page.getByLabel("Repeats").selectOption("Every month on the first Friday");
    const dates = page.getByRole("region", { name: "Next dates" });
    await dates.getByText("Fri 1 January 2027").waitFor();
    await dates.getByText("Fri 5 February 2027").waitFor();
    await dates
      .getByText(/02:00–04:00 KST/)
      .first()
      .waitFor();
    await expectSound(page, "series");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Recurring maintenance saved").waitFor();
    await page.getByText("Every month on the first Friday").waitFor();
    expect(await prisma().maintenanceSeries.findFirstOrThrow({ where: { name: "매월 점검" } })).toMatchObject(
      {
        ...{ rrule: "FREQ=MONTHLY;BYDAY=1FR", startsAt: "2027-01-01T02:00", durationMinutes: 120 },
      },
    );
    admin.expectComplaints(/422/);
    await page.getByRole("link", { name: "매월 점검" }).click();
    await page.getByLabel("Repeats").selectOption("Write it yourself (RRULE)");
    await page.getByLabel("RRULE", { exact: true }).fill("EVERY=DAY");
    await dates.locator(".text-danger").waitFor();
  });
});
