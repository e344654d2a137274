import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { makeSubscribers } from "#lib/testing/delivery/subscribers.ts";
import { subscribe } from "#lib/testing/fan-outs/audience.ts";
import { type SmtpSink, startSmtpSink } from "#lib/testing/network/smtp-sink.ts";
import { PHONE } from "./fixtures.ts";
import { expectSound, withAdmin } from "./support/admin.ts";

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
});
afterAll(() => sink.stop());
const admin = withAdmin(() => ({ SMTP_URL: sink.url, MAIL_FROM: "status@example.com" }));

const MANY = 1_010;
/** A thousand mails take their time on a busy machine. */
const LONG_MS = 180_000;
const add = (fields: object = {}) => subscribe(admin.world().pageId, fields);
const named = (name: string) => prisma().incident.count({ where: { name } });

describe("before publishing", () => {
  it("says that nobody would be told, where nobody has subscribed, and asks nothing", async () => {
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByText("No subscriber would be told").waitFor();
    await page.getByLabel("Notify subscribers").uncheck();
    await page.getByText("Nobody is written to").waitFor();
    await expectSound(page, "nobody");
  });

  it("tells how many hear of it, by channel and component, and who cannot be reached", async () => {
    const [rest = "", agents = ""] = admin.world().components;
    await add();
    await add({ component_ids: [rest] });
    await add({ component_ids: [agents] });
    await add({ channel: "sms" });
    const page = await admin.visit(await admin.person(), "/admin/incidents/new", PHONE);
    await page.getByLabel("Title").fill("느린 응답");
    await page.getByLabel("Message").fill("요청이 **느립니다**.");
    await page.getByRole("combobox", { name: "Add a component" }).pressSequentially("r3");
    await page.getByText("3 will be told").waitFor();
    await page.getByText("SMS is not configured: 1 will not be reached").waitFor();
    await page.getByText("By component").click();
    await page.getByText("Those who hear of everything").waitFor();
    await expectSound(page, "audience on a phone");
  });

  it("shows every message as it would be sent", async () => {
    await add();
    await add({ channel: "sms" });
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByLabel("Title").fill("로그인 실패");
    await page.getByLabel("Message").fill("**일부** 고객이 로그인하지 못합니다.");
    // Nothing runs in the mail's frame, not even what looks at it for a test: what it was given is read instead.
    const [given] = await Promise.all([
      page.waitForResponse(/mail-preview/),
      page.getByText("See the messages").click(),
    ]);
    const mail = await given.text();
    expect(mail).toContain("로그인 실패");
    expect(mail).toMatch(/<strong[^>]*>일부/);
    await page.getByRole("button", { name: "Plain text" }).click();
    await expectSound(page, "messages");
    await page.getByRole("region", { name: "Plain text" }).getByText("고객이 로그인하지 못합니다").waitFor();
    await page.getByText("SMS", { exact: true }).click();
    await page.getByText(/segment.*characters/).waitFor();
    await page.getByLabel("Price of a segment").fill("$0.05");
    await page.getByText(/about \$0\./).waitFor();
    await page.getByText("English", { exact: true }).last().click();
    await page.getByText("Webhook", { exact: true }).click();
    await page.getByRole("region", { name: "Body of the webhook" }).getByText('"incident"').waitFor();
    await expectSound(page, "body of the webhook");
  });
});

describe("more than a thousand recipients", () => {
  it(
    "are told only after their number was typed",
    async () => {
      await add({ channel: "sms" });
      await makeSubscribers({ pageId: admin.world().pageId, count: MANY });
      const page = await admin.visit(await admin.person(), "/admin/incidents/new");
      await page.getByLabel("Title").fill("모두에게");
      await page.getByLabel("Message").fill("모두에게 알립니다.");
      await page.keyboard.press("Control+Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByText(/Type the number/).waitFor();
      const send = dialog.getByRole("button", { name: /Publish and tell/ });
      expect(await send.isDisabled()).toBe(true);
      await expectSound(page, "typed confirmation");
      await dialog.getByRole("button", { name: "Go on writing" }).click();
      expect(await named("모두에게")).toBe(0);
      await page.getByRole("button", { name: "Publish", exact: true }).click();
      const label = await dialog.getByText(/Type the number/).innerText();
      const total = /[\d,]+/.exec(label)![0];
      await dialog.getByRole("textbox").fill(total);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/admin\/incidents\/[a-z0-9]{12}$/);
      expect(await named("모두에게")).toBe(1);
      await page.getByRole("heading", { name: "Sending" }).waitFor();
      await expect.poll(() => sink.history().length, { timeout: LONG_MS }).toBeGreaterThanOrEqual(MANY);
      // Whoever reads SMS is not reached here; everybody else has it, and the bar says so by itself.
      await page.getByText(/^1,0\d\d sent$/).waitFor();
      await page.getByText(/^\d waiting$/).waitFor();
      await expectSound(page, "sent");
    },
    LONG_MS,
  );

  it("are asked about on the overview too, where a draft waits for somebody", async () => {
    const person = await admin.person();
    const [rest = ""] = admin.world().components;
    const { id } = await admin.api(person, "POST", "incidents", {
      incident: {
        name: "기다리는 초안",
        draft: true,
        body: "감지됨",
        components: { [rest]: "major_outage" },
      },
    });
    await prisma().incident.update({ where: { id }, data: { origin: "monitor", isAttended: false } });
    const page = await admin.visit(person, "/admin");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Type the number/).waitFor();
    await expectSound(page, "typed confirmation on the overview");
    await dialog.getByRole("button", { name: "Go on writing" }).click();
    expect((await prisma().incident.findUniqueOrThrow({ where: { id } })).publishedAt).toBeNull();
    await admin.api(person, "DELETE", `incidents/${id}`);
  });

  it("are not asked about for what tells nobody, or is a draft", async () => {
    const page = await admin.visit(await admin.person(), "/admin/incidents/new");
    await page.getByLabel("Title").fill("조용히");
    await page.getByLabel("Message").fill("알리지 않습니다.");
    await page.getByLabel("Notify subscribers").uncheck();
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(/\/admin\/incidents\/[a-z0-9]{12}$/);
    expect(await named("조용히")).toBe(1);
  });
});

describe("the log", () => {
  it("is found from the incident, tells each message with its receipt, and filters", async () => {
    const page = await admin.visit(await admin.person("manager"), "/admin/deliveries");
    await page.getByRole("link", { name: "Incident opened" }).first().click();
    await page.getByText("250").first().waitFor();
    await expectSound(page, "log of one event");
    await page.getByLabel("State").selectOption("Failed");
    await page.waitForURL(/state=failed/);
    await page.getByText("Nothing matches").waitFor();
    const viewer = await admin.visit(await admin.person("viewer"), page.url().replace(/^.*(?=\/admin)/, ""));
    await viewer.getByRole("heading", { name: "Incident opened" }).waitFor();
    await viewer.goto(viewer.url().replace(/\?.*/, ""));
    await viewer.getByText("Subscriber").first().waitFor();
    expect(await viewer.content()).not.toContain("@example.com");
  });
});
