import { generate } from "otplib";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { operatorScope } from "#lib/testing/manage/world.ts";
import { makePerson, TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { ensureFirstOwner } from "#lib/usecases/one-time-links/setup.ts";
import { inviteMember } from "#lib/usecases/team/invite.ts";
import { createResetLink } from "#lib/usecases/team/recover.ts";
import { axeFindings, PHONE } from "./fixtures.ts";
import { withAdminWeb } from "./support/admin-web.ts";

const PASSWORD = "a password for this test";
const admin = withAdminWeb();
const team = () => operatorScope("team:write", admin.pageId);
const at = (path: string) => admin.origin() + path;

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
const pathOf = (page: Page) => new URL(page.url()).pathname;
const expectClean = async (page: Page) => {
  expect([pathOf(page), await axeFindings(page)]).toEqual([pathOf(page), []]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect([pathOf(page), overflow]).toEqual([pathOf(page), 0]);
};

describe("the first owner", () => {
  it("comes by the setup link, turns the second factor on, signs out, and in again with a code", async () => {
    admin.expectComplaints(/422|401/);
    const first = await ensureFirstOwner(admin.pageId, {
      secretKey: TEST_SECRET_KEY,
      admin: undefined,
      now: Date.now(),
    });
    const path = first.kind === "link" ? first.path : "";
    const page = await admin.open();
    await page.goto(at(path));
    await page.getByLabel("Name").fill("First owner");
    await page.getByLabel("Mail address").fill("owner@example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Make account and start" }).click();
    await page.getByText("A password has 12 to 128 characters").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("First owner");
    await expectClean(page);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make account and start" }).click();
    await page.waitForURL(/\/admin/);
    const cookies = await page.context().cookies();
    expect(cookies.filter(({ name }) => name.startsWith("tds."))).toMatchObject([
      { httpOnly: true, sameSite: "Lax" },
    ]);

    await page.goto(at("/admin/account"));
    await expectClean(page);
    const factor = page.locator("section", { hasText: "Second factor" });
    await factor.getByLabel("Present password").fill(PASSWORD);
    await factor.getByRole("button", { name: "Turn on" }).click();
    const secret = (await factor.locator("code").first().textContent()) ?? "";
    expect(await factor.getByRole("list", { name: "Backup codes" }).locator("li").count()).toBe(10);
    await expectClean(page);
    await factor.getByLabel(/6-digit code/).fill(await generate({ secret }));
    await factor.getByRole("button", { name: "Confirm and turn on" }).click();
    await factor.getByText("The second factor is on.").waitFor();

    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(at("/admin/team?from=bookmark"));
    expect(page.url()).toBe(at("/sign-in?next=%2Fadmin%2Fteam%3Ffrom%3Dbookmark"));
    await expectClean(page);
    await signIn(page, "owner@example.com", PASSWORD);
    await page.getByLabel(/6-digit code/).fill("000000");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("The code is not right. Try the next one.").waitFor();
    await page.getByLabel(/6-digit code/).fill(await generate({ secret }));
    await page.getByRole("button", { name: "Verify" }).click();
    await page.waitForURL(at("/admin/team?from=bookmark"));
    await page.getByRole("cell", { name: /owner@example.com/ }).waitFor();
  });
});

describe("a passkey", () => {
  it("is added, signs in without a password, and is removed", async () => {
    const person = await makePerson(admin.pageId, "responder");
    const page = await admin.open({ cookie: person.cookie });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(at("/admin/account"));
    await page.getByLabel(/Name, such as/).fill("Work laptop");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("cell", { name: "Work laptop", exact: true }).waitFor();
    await expectClean(page);
    await page.context().clearCookies();
    await page.goto(at("/sign-in"));
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/admin/);
    await page.goto(at("/admin/account"));
    await page.getByRole("button", { name: "Remove: Work laptop" }).click();
    await page.getByText("There are no passkeys").waitFor();
  });
});

describe("links", () => {
  it("an invitation on a phone, in Korean and dark", async () => {
    const { token } = await inviteMember(team(), { email: "new@example.com", role: "viewer" }, Date.now());
    const page = await admin.open({ ...PHONE, locale: "ko-KR", colorScheme: "dark" });
    await page.goto(at(`/invite/${token}`));
    await expectClean(page);
    await page.getByLabel("이름").fill("새 동료");
    await page.getByLabel("비밀번호").fill(PASSWORD);
    await page.getByRole("button", { name: "참여", exact: true }).click();
    await page.waitForURL(/\/admin/);
    await page.goto(at(`/invite/${token}`));
    await page.getByText("이미 사용한 링크입니다.").waitFor();
    await page.getByText("초대한 사람에게 새 초대를 요청하세요.", { exact: false }).waitFor();
    await expectClean(page);
  });

  it("a reset ends the old sessions and signs in", async () => {
    const person = await makePerson(admin.pageId, "manager");
    const { token } = await createResetLink(team(), person.id, Date.now());
    const old = await admin.open({ cookie: person.cookie });
    await old.goto(at("/admin/account"));
    expect(pathOf(old)).toBe("/admin/account");
    const page = await admin.open();
    await page.goto(at(`/reset/${token}`));
    await expectClean(page);
    await page.getByLabel("New password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.waitForURL(/\/admin/);
    await old.goto(at("/admin/account"));
    expect(pathOf(old)).toBe("/sign-in");
  });

  it.each(["setup", "invite", "reset"])("a made-up %s link says how to get a new one", async (kind) => {
    const page = await admin.open();
    await page.goto(at(`/${kind}/${"x".repeat(43)}`));
    await page.getByRole("heading", { name: "This link does not work any more" }).waitFor();
    await page.getByRole("link", { name: "To the sign-in page" }).waitFor();
    await expectClean(page);
  });
});

describe("the sign-in page", () => {
  it("says the same for a wrong password and for nobody, keeps the address, and leads nowhere else", async () => {
    admin.expectComplaints(/401/);
    const person = await makePerson(admin.pageId, "owner");
    const page = await admin.open();
    await page.goto(at("/sign-in?next=//evil.example"));
    for (const email of ["nobody@example.com", person.email]) {
      await signIn(page, email, "not the password");
      await page.getByRole("alert").getByText("The mail address or the password is not right.").waitFor();
      expect(await page.getByLabel("Mail address").inputValue()).toBe(email);
    }
    await expectClean(page);
    await signIn(page, person.email, person.password);
    await page.waitForURL(/\/admin/);
    expect(new URL(page.url()).origin).toBe(admin.origin());
  });

  it("says which address to open when it was opened at another", async () => {
    const page = await admin.open();
    await page.goto(at("/sign-in").replace("localhost", "127.0.0.1"));
    const link = page.getByRole("link", { name: `${admin.origin()}/sign-in` });
    await link.waitFor();
    expect(await page.getByRole("button", { name: "Sign in", exact: true }).count()).toBe(0);
  });
});

describe("the team", () => {
  it("invites, changes a role, disables and helps back in", async () => {
    admin.expectComplaints(/409|422/);
    const [owner, other] = [
      await makePerson(admin.pageId, "owner"),
      await makePerson(admin.pageId, "responder"),
    ];
    const page = await admin.open({ cookie: owner.cookie });
    await page.goto(at("/admin/team"));
    await expectClean(page);
    await page.getByLabel("Mail address").fill("not an address");
    await page.getByRole("button", { name: "Make an invitation link" }).click();
    await page.getByText("Enter a mail address such as name@example.com").waitFor();
    await page.getByLabel("Mail address").fill("guest@example.com");
    await page.getByRole("button", { name: "Make an invitation link" }).click();
    expect(await page.getByLabel("Invitation link").inputValue()).toContain(`${admin.origin()}/invite/`);
    await page.getByRole("button", { name: "Withdraw: guest@example.com" }).click();
    await page.getByText("There are no open invitations").waitFor();

    const row = page.locator("tr", { hasText: other.email });
    await row.getByRole("combobox").selectOption("manager");
    await page.getByText("They have to sign in again", { exact: false }).waitFor();
    await row.locator("summary").click();
    await row.getByRole("button", { name: "Reset link" }).click();
    expect(await page.getByLabel("Reset link").inputValue()).toContain(`${admin.origin()}/reset/`);
    await row.getByRole("button", { name: "Disable" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await row.getByText("Disabled").waitFor();
    await expectClean(page);
  });

  it("is not there for a manager", async () => {
    admin.expectComplaints(/404/);
    const manager = await makePerson(admin.pageId, "manager");
    const page = await admin.open({ ...PHONE, cookie: manager.cookie });
    const answer = await page.goto(at("/admin/team"));
    expect(answer?.status()).toBe(404);
    await page.goto(at("/admin/account"));
    await expectClean(page);
  });
});
