import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { holdSending } from "#lib/data/instance/epoch.ts";
import { subscribe } from "#lib/testing/fan-outs/audience.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { PHONE } from "./fixtures.ts";
import { alive, expectSound, withAdmin } from "./support/admin.ts";

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
});
afterAll(() => sink.stop());
const admin = withAdmin(() => ({ SMTP_URL: sink.url, MAIL_FROM: "status@example.com" }));
const manager = () => admin.person("manager");

const CSV = [
  "email,consent_at,language",
  "kim@example.com,2026-03-02,ko",
  "nobody,2026-03-02,ko",
  "lee@example.com,2026-05-17,en",
].join("\n");

describe("a list from elsewhere", () => {
  it("is previewed, told line by line, imported, and adds nobody the second time", async () => {
    const page = await admin.visit(await manager(), "/admin/subscribers/import", { locale: "ko-KR" });
    await page.getByRole("button", { name: "미리 확인" }).click();
    await page.getByText("가져올 줄이 없습니다").waitFor();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) });
    await page.getByText("list.csv (3줄)").waitFor();
    await expectSound(page, "a chosen file");
    await page.getByRole("button", { name: "미리 확인" }).click();
    await page.getByText("가져오면 이렇게 됩니다").waitFor();
    await page.getByText("메일을 받을 수 있는 주소여야 합니다").waitFor();
    expect(await prisma().subscriber.count()).toBe(0);
    await expectSound(page, "the effect");
    await page.getByRole("button", { name: "2명 가져오기" }).click();
    await page.getByText("새로 추가 2").waitFor();
    await expectSound(page, "imported");
    expect(await prisma().subscriber.findMany({ orderBy: { destination: "asc" } })).toMatchObject([
      { destination: "kim@example.com", state: "active", consentSource: "import", language: "ko" },
      { destination: "lee@example.com", consentAt: new Date("2026-05-16T15:00:00Z") },
    ]);
    await page.getByRole("button", { name: "다른 목록 가져오기" }).click();
    await page.getByRole("textbox").fill(CSV);
    await page.getByRole("button", { name: "미리 확인" }).click();
    await page.getByText("추가할 새 구독자가 없습니다").waitFor();
  });

  it("is taken out again as a file, by managers only", async () => {
    const page = await admin.visit(await manager(), "/admin/subscribers");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^subscribers-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain('"kim@example.com"');
    const { cookie } = await admin.person("responder");
    const refused = await fetch(`${admin.world().origin}/admin/subscribers/export`, { headers: { cookie } });
    expect(refused.status).toBe(404);
  });
});

describe("channels", () => {
  it("say what is to be set, and are tried with a message that is followed to its end", async () => {
    const page = await admin.visit(await manager(), "/admin/settings?tab=channels", PHONE);
    await page.getByText("TWILIO_ACCOUNT_SID").waitFor();
    await expectSound(page, "channels on a phone");
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("Give a destination").waitFor();
    await page.getByLabel("Email address").fill("ops@example.com");
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("It was taken").waitFor({ timeout: 30_000 });
    expect(sink.history().at(-1)!.to).toEqual(["ops@example.com"]);
    await expectSound(page, "a test that was taken");
  });
});

describe("a mail that is looked at before it is sent", () => {
  it("is handed back to who is signed in, on our own pages, under a policy in which nothing runs", async () => {
    const { origin } = admin.world();
    const { cookie } = await admin.person();
    const post = (headers: Record<string, string>) =>
      fetch(`${origin}/admin/mail-preview`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: new URLSearchParams({ html: "<html><head></head><body>Mail</body></html>" }),
      });
    const shown = await post({ cookie, origin });
    expect(await shown.text()).toBe(`<html><head><base target="_blank"></head><body>Mail</body></html>`);
    expect(shown.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*; sandbox$/);
    expect((await post({ cookie, origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ cookie })).status).toBe(403);
    expect((await post({ origin })).status).toBe(401);
  });
});

describe("after a backup was restored", () => {
  it("everybody sees that sending is held, and a manager drops what waits after typing so", async () => {
    await subscribe(admin.world().pageId);
    await holdSending(pool(), "restored", Date.now());
    await admin.api(await admin.person(), "POST", "incidents", {
      incident: { name: "밀린 장애", body: "기다립니다." },
    });
    const viewer = await admin.visit(await admin.person("viewer"), "/admin", PHONE);
    await viewer.getByText("Sending is held").waitFor();
    expect(await viewer.getByRole("button", { name: "Drop…" }).count()).toBe(0);
    await expectSound(viewer, "held");
    const page = await admin.visit(await manager(), "/admin");
    await page.getByRole("button", { name: "Drop…" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "drop" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("drop");
    await expectSound(page, "dropping");
    await dialog.getByRole("button", { name: "drop" }).click();
    await page.getByText("What waited was dropped").waitFor();
    expect(await page.getByText("Sending is held").count()).toBe(0);
    expect(sink.history().flatMap(({ to }) => to)).not.toContain("kim@example.com");
  });
});

describe("a message that failed", () => {
  it("is sent again from the log of its event, once the button was pressed twice", async () => {
    const { pageId } = admin.world();
    const reader = await subscribe(pageId);
    const to = `${reader}@example.com`;
    const taken = () => sink.history().filter((mail) => mail.to[0] === to && mail.answered.startsWith("250"));
    sink.program([{ at: "rcpt", to, does: { code: 554, text: "refused by policy" } }]);
    const person = await manager();
    const { id } = await admin.api(person, "POST", "incidents", {
      incident: { name: "거절된 소식", body: "거절됩니다." },
    });
    const failed = { incidentId: id, recipientId: reader, state: "failed" };
    await expect.poll(() => prisma().delivery.count({ where: failed }), { timeout: 30_000 }).toBe(1);
    sink.program([]);
    const page = await admin.visit(person, "/admin/deliveries");
    await page.getByRole("link", { name: "Incident opened" }).first().click();
    await page.waitForURL(/\/deliveries\/\d+$/);
    await alive(page);
    await page.getByRole("button", { name: "Send the failed ones again" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Send 1 failed ones again?").waitFor();
    await expectSound(page, "sending again");
    expect(taken()).toEqual([]);
    await dialog.getByRole("button", { name: "Send 1 again" }).click();
    await page.getByText("1 are being sent again").waitFor();
    await expect.poll(() => taken().length, { timeout: 30_000 }).toBe(1);
    expect(await prisma().delivery.count({ where: failed })).toBe(0);
    await page.reload();
    await page.getByText("250").first().waitFor();
    expect(await page.getByRole("button", { name: "Send the failed ones again" }).count()).toBe(0);
  });
});
