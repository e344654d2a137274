import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { linkOf, rowAt } from "#lib/testing/subscribers/context.ts";
import { linkIn, until, withSubscribeWeb } from "./support/subscribe-web.ts";

const web = withSubscribeWeb();
const heading = (page: Page) => page.locator("h1").innerText();
const state = async (address: string) => (await rowAt(web.world().pageId, "email", address))?.state ?? null;

async function subscribeByMail(page: Page, address: string) {
  await page.getByLabel("Email address", { exact: true }).fill(address);
  await page.getByLabel(/I agree/).check();
  await page.getByRole("button", { name: "Subscribe", exact: true }).click();
}

describe("by mail", () => {
  it.each([true, false])("from the form to the last message, with scripts: %s", async (javaScriptEnabled) => {
    const address = `mail-${javaScriptEnabled}@example.com`;
    const page = await web.visit("/en", { javaScriptEnabled });
    await page.getByRole("banner").getByRole("link", { name: "Subscribe" }).click();
    expect(await heading(page)).toBe("Subscribe to updates");
    await page.getByLabel("Only the components I choose").check();
    await page.getByLabel("REST API").check();
    await subscribeByMail(page, address);
    expect(await heading(page)).toBe("Check your mail");
    expect(await page.locator("main").innerText()).toContain(address);
    expect(new URL(page.url()).pathname).toBe("/en/subscribe");

    const confirm = linkIn(await web.mailTo(address), "confirm");
    expect(confirm.startsWith(`${web.origin()}/`)).toBe(true);
    await page.goto(confirm);
    expect(await heading(page)).toBe("Start the subscription?");
    expect(await state(address)).toBe("pending");
    await page.getByRole("button", { name: "Confirm subscription" }).click();
    expect(await heading(page)).toBe("You are subscribed");
    expect(await rowAt(web.world().pageId, "email", address)).toMatchObject({
      state: "active",
      componentIds: [web.world().components[0]],
      consentSource: "page",
      language: "en",
      timeZone: "Asia/Seoul",
    });

    await page.getByRole("link", { name: "Manage your subscription" }).first().click();
    expect(await heading(page)).toBe("Your subscription");
    await page.getByLabel("Quiet hours").check();
    await page.getByLabel("From", { exact: true }).fill("23:15");
    await page.getByLabel("How severe an incident must be").selectOption("major");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.getByRole("status").innerText()).toBe("Saved.");
    expect(page.url()).toMatch(/\?done=saved/);
    expect(await rowAt(web.world().pageId, "email", address)).toMatchObject({
      quietFrom: 23 * 60 + 15,
      quietUntil: 7 * 60,
      minImpact: 2,
    });

    const unsubscribe = await linkOf(
      "unsubscribe",
      (await rowAt(web.world().pageId, "email", address))!.id,
      null,
    );
    await page.goto(`${web.origin()}/unsubscribe/${unsubscribe}`);
    expect(await heading(page)).toBe("Unsubscribe?");
    expect(await state(address)).toBe("active");
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    expect(await heading(page)).toBe("You are unsubscribed");
    expect(await state(address)).toBe("unsubscribed");
    await page.getByRole("link", { name: "Subscribe again" }).click();
    expect(await heading(page)).toBe("Subscribe to updates");
  });

  it("answers the same for new, waiting and known addresses, and writes to a known one never", async () => {
    const address = "known@example.com";
    const answers: string[] = [];
    for (const step of ["new", "waiting", "known"]) {
      if (step === "known") {
        const row = (await rowAt(web.world().pageId, "email", address))!;
        await prisma().subscriber.update({
          where: { id: row.id },
          data: { state: "active", confirmedAt: new Date() },
        });
      }
      const page = await web.visit("/en/subscribe");
      await subscribeByMail(page, address);
      answers.push(await page.locator("main").innerHTML());
    }
    expect(new Set(answers).size).toBe(1);
    await web.mailTo(address);
    expect(web.mailsTo(address)).toBe(1);
  });

  it("asks for the manage link, which comes by mail alone", async () => {
    const address = "asks@example.com";
    const first = await web.visit("/en/subscribe");
    await subscribeByMail(first, address);
    await first.goto(linkIn(await web.mailTo(address), "confirm"));
    await first.getByRole("button", { name: "Confirm subscription" }).click();

    const page = await web.visit("/en/manage");
    await page.getByLabel("Email address", { exact: true }).fill("nobody@example.com");
    await page.getByRole("button", { name: "Send me the link" }).click();
    const stranger = (await page.locator("main").innerText()).replace("nobody@", "~@");
    await page.goto(`${web.origin()}/en/manage`);
    await page.getByLabel("Email address", { exact: true }).fill(address);
    await page.getByRole("button", { name: "Send me the link" }).click();
    expect((await page.locator("main").innerText()).replace("asks@", "~@")).toBe(stranger);
    await page.goto(linkIn(await web.mailTo(address, 2), "manage"));
    expect(await heading(page)).toBe("Your subscription");
    expect(web.mailsTo("nobody@example.com")).toBe(0);
  });
});

describe("one incident alone", () => {
  it("is followed from its page, and left on the manage page", async () => {
    const { incidentId, pageId } = web.world();
    const address = "follows@example.com";
    const page = await web.visit(`/en/incidents/${incidentId}`);
    await page.getByRole("link", { name: "Follow this incident" }).click();
    expect(await page.locator("main").innerText()).toContain("Slow answers");
    await subscribeByMail(page, address);
    await page.goto(linkIn(await web.mailTo(address), "confirm"));
    await page.getByRole("button", { name: "Confirm subscription" }).click();
    const row = (await rowAt(pageId, "email", address))!;
    expect(row.followsPage).toBe(false);
    await prisma().subscriberIncident.deleteMany({ where: { subscriberId: row.id } });
    const again = await web.visit(`/en/subscribe/${incidentId}`, { javaScriptEnabled: false });
    await subscribeByMail(again, address);
    await again.goto(linkIn(await web.mailTo(address, 2), "manage"));
    await again.getByRole("button", { name: "Follow: Slow answers" }).click();
    expect(await again.getByRole("status").innerText()).toContain("from now on");
    expect(again.url()).toMatch(/\?done=followed/);
    expect(await again.getByRole("button", { name: "Follow: Slow answers" }).count()).toBe(0);
    expect(await prisma().subscriberIncident.count({ where: { subscriberId: row.id } })).toBe(1);
    await page.getByRole("link", { name: "Manage your subscription" }).first().click();
    expect(await page.locator("main").innerText()).toContain("Slow answers");
    await page.getByRole("button", { name: "Stop" }).click();
    expect(await page.getByRole("status").innerText()).toContain("no longer");
    expect(await prisma().subscriberIncident.count({ where: { subscriberId: row.id } })).toBe(0);
  });
});

describe("by SMS", () => {
  it("a wrong code is told beside the field, the right one leads in; later a code opens the page again", async () => {
    web.expectComplaints(/422/);
    const number = "010-2345-6789";
    const page = await web.visit("/en/subscribe");
    await page.getByRole("radio", { name: "SMS" }).check();
    await page.getByLabel("Country").selectOption("KR");
    await page.getByLabel("Mobile number").fill(number);
    await page.getByLabel(/I agree/).check();
    await page.getByRole("button", { name: "Subscribe", exact: true }).click();
    expect(await heading(page)).toBe("Enter the code");
    const body = new URLSearchParams(await web.postTo("Messages")).get("Body") ?? "";
    const code = /\b\d{6}\b/.exec(body)?.[0] ?? "";
    const field = page.getByLabel("Code", { exact: true });
    await field.fill(code === "000000" ? "111111" : "000000");
    await page.keyboard.press("Enter");
    await page.getByText(/this code is wrong/).waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByRole("button", { name: "Confirm" }).click();
    expect(await heading(page)).toBe("You are subscribed");
    const { pageId } = web.world();
    expect(await rowAt(pageId, "sms", "+821023456789")).toMatchObject({ state: "active" });
    await page.getByRole("link", { name: "Manage your subscription" }).click();
    expect(await page.locator("main").innerText()).toContain("+821023456789");
  });
});

describe("by webhook", () => {
  it("the challenge leads to the secret, shown once; rotating shows another; removing ends it", async () => {
    const endpoint = `${web.posts().origin.replace("localhost", "127.0.0.1")}/hook`;
    const page = await web.visit("/en/subscribe");
    await page.getByRole("radio", { name: "Webhook" }).check();
    await page.getByLabel("Webhook URL", { exact: true }).fill(endpoint);
    await page.getByLabel(/I agree/).check();
    await page.getByRole("button", { name: "Subscribe", exact: true }).click();
    expect(await heading(page)).toBe("Look at the request we sent");
    await page.goto(linkIn(await web.postTo("/hook"), "confirm"));
    await page.getByRole("button", { name: "Confirm subscription" }).click();
    const secret = await page.getByLabel("Signing secret").inputValue();
    expect(secret).toMatch(/^whsec_/);
    expect(await page.locator("main").innerText()).toContain("standardwebhooks");
    const manage = await page.getByLabel("Your manage link").inputValue();
    expect(manage.startsWith(`${web.origin()}/manage/`)).toBe(true);
    await page.reload();
    expect(await page.locator("main").innerHTML()).not.toContain(secret);

    await page.goto(manage);
    await page.locator("summary", { hasText: "Signing secret" }).click();
    await page.getByRole("button", { name: "Make a new secret" }).click();
    expect(await page.getByLabel("Signing secret").inputValue()).not.toBe(secret);
    await page.getByRole("link", { name: "Back to your subscription" }).click();
    await page.locator("summary", { hasText: "Unsubscribe from everything" }).click();
    await page.getByRole("button", { name: "Unsubscribe from everything" }).click();
    expect(await heading(page)).toBe("You are unsubscribed");
    expect((await rowAt(web.world().pageId, "webhook", endpoint))?.state).toBe("unsubscribed");
  });
});

describe("several channels of one person", () => {
  it("are added and removed on one page, and all erased at the end", async () => {
    web.expectComplaints(/422/);
    const { pageId } = web.world();
    const [address, other] = ["several@example.com", "second@example.com"];
    const page = await web.visit("/en/subscribe");
    await subscribeByMail(page, address);
    await page.goto(linkIn(await web.mailTo(address), "confirm"));
    await page.getByRole("button", { name: "Confirm subscription" }).click();
    await page.getByRole("link", { name: "Manage your subscription" }).first().click();
    const home = page.url();
    await page.locator("summary", { hasText: "Add another" }).click();
    const form = page.locator("form").filter({ has: page.getByRole("button", { name: "Add", exact: true }) });
    await form.getByLabel("Email address", { exact: true }).fill(other);
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("alert").waitFor();
    expect(await form.getByLabel("Email address", { exact: true }).inputValue()).toBe(other);
    await form.getByLabel(/I agree/).check();
    await form.getByRole("button", { name: "Add", exact: true }).click();
    expect(await page.getByRole("status").innerText()).toContain("on its way");
    await page.goto(linkIn(await web.mailTo(other), "confirm"));
    await page.getByRole("button", { name: "Confirm subscription" }).click();
    await page.goto(home);
    const card = page.locator("section.channel", { hasText: other });
    await card.locator("summary", { hasText: "Remove" }).click();
    await card.getByRole("button", { name: "Remove" }).click();
    await until(
      "the second is ended",
      async () => (await rowAt(pageId, "email", other))?.state === "unsubscribed",
    );
    await page.locator("summary", { hasText: "Erase my data" }).click();
    await page.getByRole("button", { name: "Erase my data" }).click();
    await page.getByRole("alert").waitFor();
    await page.locator("summary", { hasText: "Erase my data" }).click();
    await page.getByLabel("Yes, erase it").check();
    await page.getByRole("button", { name: "Erase my data" }).click();
    expect(await heading(page)).toBe("Everything is erased");
    expect(await rowAt(pageId, "email", address)).toBeNull();
    await page.goto(home);
    expect(await heading(page)).toBe("This link does not work");
    web.expectComplaints(/404|422/);
  });
});
