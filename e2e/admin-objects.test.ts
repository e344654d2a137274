import type { Locator, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Logger } from "#lib/log.ts";
import { createEgress } from "#lib/net/egress.ts";
import { makePerson, type TestPerson } from "#lib/testing/people.ts";
import { startTarget, type Target } from "#lib/testing/worker-process.ts";
import { publishSnapshot } from "#lib/usecases/snapshot/publish.ts";
import { createProbeNow } from "#lib/worker/probe-now.ts";
import { axeFindings, PHONE } from "./fixtures.ts";
import { withAdminWeb } from "./support/admin-web.ts";
import { pageClient } from "./support/objects.ts";

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.close());
const admin = withAdminWeb(() => ({ EGRESS_ALLOW: `127.0.0.1:${target.port}` }));
let client: Awaited<ReturnType<typeof pageClient>>;
let owner: TestPerson;
beforeAll(async () => {
  client = await pageClient(admin.pageId);
  owner = await makePerson(admin.pageId, "owner");
});

const at = (path: string) => admin.origin() + path;
async function open(path: string, options: Parameters<typeof admin.open>[0] = {}): Promise<Page> {
  const page = await admin.open({ cookie: owner.cookie, ...options });
  await page.goto(at(path), { waitUntil: "load" });
  return page;
}
const expectClean = async (page: Page) => {
  const path = new URL(page.url()).pathname;
  expect([path, await axeFindings(page)]).toEqual([path, []]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect([path, overflow]).toEqual([path, 0]);
};
const namesOf = async () => (await client.ask("GET", "components")).body.map(({ name }) => name);
const handle = (page: Page, name: string): Locator =>
  page.getByRole("button", { name: `Move “${name}”`, exact: true });

describe("components", () => {
  it("are empty at first, and say what to do", async () => {
    const page = await open("/admin/components");
    await page.getByText("No components yet").waitFor();
    await expectClean(page);
  });

  it("are made private, and published later", async () => {
    const page = await open("/admin/components/new");
    await expectClean(page);
    await page.getByLabel("Name", { exact: true }).first().fill("Search");
    await page.getByLabel("Public", { exact: true }).uncheck();
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/done=saved/);
    await page.getByText("Private").waitFor();
    expect((await client.ask("GET", "components")).body[0]).toMatchObject({
      name: "Search",
      published: false,
    });
    await page.getByRole("link", { name: "Search" }).click();
    await expectClean(page);
    await page.getByLabel("Public", { exact: true }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.waitForURL(/done=saved/);
    expect((await client.ask("GET", "components")).body[0]).toMatchObject({ published: true });
  });

  it("are moved by button, keyboard and pointer; the order is stored", async () => {
    for (const name of ["Login", "Upload"]) await client.add("components", { component: { name } });
    const page = await open("/admin/components");
    await handle(page, "Upload").waitFor();
    await page.getByRole("button", { name: "Move “Upload” up" }).click();
    await page.getByText("Order saved").waitFor();
    expect(await namesOf()).toEqual(["Search", "Upload", "Login"]);

    await handle(page, "Search").focus();
    await page.keyboard.press("Space");
    await handle(page, "Search").and(page.locator("[aria-pressed=true]")).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.getByText(/Search moved to 2 of 3/).waitFor({ state: "attached" });
    await page.keyboard.press("Space");
    await expect.poll(namesOf).toEqual(["Upload", "Search", "Login"]);

    const from = (await handle(page, "Login").boundingBox())!;
    const to = (await handle(page, "Upload").boundingBox())!;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y - 4, { steps: 12 });
    await page.mouse.up();
    await expect.poll(namesOf).toEqual(["Login", "Upload", "Search"]);
    await expectClean(page);
  });

  it("are archived after their name was typed, and come back", async () => {
    const page = await open("/admin/components");
    await page.getByRole("link", { name: "Upload" }).click();
    await page.getByRole("button", { name: "Archive", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const act = dialog.getByRole("button", { name: "Archive" });
    expect(await act.isDisabled()).toBe(true);
    await dialog.getByLabel(/Type “Upload”/).fill("Upload");
    await act.click();
    await page.waitForURL(/done=archived/);
    await page.goto(at("/admin/components?archived=1"));
    await page.getByRole("button", { name: "Restore" }).click();
    await page.waitForURL(/done=saved/);
    expect(await namesOf()).toContain("Upload");
  });

  it("are corrected in their past with a reason, which can be revoked", async () => {
    await client.ask("PATCH", `components/${(await client.ask("GET", "components")).body[0]!.id}`, {
      component: { start_date: "2026-01-01" },
    });
    const page = await open("/admin/components");
    await page.getByRole("link", { name: "Login" }).click();
    await page.getByRole("button", { name: "Add a correction" }).click();
    await page.getByLabel("It was down").check();
    await page.getByLabel("From", { exact: true }).fill("2026-02-01T10:00");
    await page.getByLabel("Until", { exact: true }).fill("2026-02-01T10:30");
    await page.getByLabel("Reason").fill("The prober slept");
    await page.getByRole("button", { name: "Add a correction" }).click();
    await page.getByRole("button", { name: "Revoke" }).click();
    await expectClean(page);
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Revoked", { exact: true }).waitFor();
  });
});

describe("monitors", () => {
  /** What a worker does with probes that are asked for. */
  function probing(): () => Promise<void> {
    const egress = createEgress({ allow: [`127.0.0.1:${target.port}`], dnsServers: [] });
    const log = { error: () => {} } as unknown as Logger;
    const probes = createProbeNow({ egressOf: () => egress, selfOrigin: "http://127.0.0.1:1", log });
    const timer = setInterval(() => void probes.tick(), 100);
    return async () => {
      clearInterval(timer);
      await probes.drain(2_000);
    };
  }

  it("are tried before they are made: what was found, and where the time went", async () => {
    admin.expectComplaints(/422/);
    const stop = probing();
    const page = await open("/admin/monitors/new");
    await expectClean(page);
    await page.getByLabel("Component", { exact: true }).selectOption({ label: "Login" });
    await page.getByLabel("Address (URL)").fill("http://10.0.0.1/");
    await page.getByRole("button", { name: "Probe now" }).click();
    await page
      .getByText(/only public addresses may be asked/)
      .first()
      .waitFor();
    await page.getByLabel("Address (URL)").fill(`http://127.0.0.1:${target.port}/well`);
    await page.getByRole("button", { name: "Probe now" }).click();
    await page.getByText("Up", { exact: true }).waitFor();
    await page.getByText("First byte").waitFor();
    await page
      .getByText(/^[\d.]+ ms$/)
      .last()
      .waitFor();
    await expectClean(page);
    await page.getByLabel("Text that must be in the answer").fill("nobody says this");
    await page.getByRole("button", { name: "Probe now" }).click();
    await page.getByText("Down", { exact: true }).waitFor();
    await page.getByText(/keyword is missing/).waitFor();
    await stop();
    await page.getByLabel("Text that must be in the answer").fill("");
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/done=saved/);
    await page.getByRole("searchbox").fill("nothing like it");
    await page.getByText("Nothing matches “nothing like it”.").waitFor();
    await page.getByRole("searchbox").fill("login");
    await page.getByRole("link", { name: "Login" }).click();
    await expectClean(page);
  });

  it("of a job show their address once", async () => {
    const page = await open("/admin/monitors/new");
    await page.getByLabel("Component", { exact: true }).selectOption({ label: "Search" });
    await page.getByText("Heartbeat", { exact: true }).click();
    await page.getByRole("button", { name: "Create" }).click();
    const url = await page.getByLabel("Heartbeat address").inputValue();
    expect(url).toMatch(/\/heartbeat\/.{20,}/);
    await expectClean(page);
    await page.goto(at("/admin/monitors"));
    expect(await page.content()).not.toContain(url);
  });
});

describe("settings", () => {
  const PNG = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const upload = (page: Page, name: string, buffer: Buffer) =>
    page.getByLabel("Choose a file").first().setInputFiles({ name, mimeType: "image/png", buffer });

  it("take a logo by its content, and say why another file is refused", async () => {
    admin.expectComplaints(/415|images/);
    const page = await open("/admin/settings?tab=look");
    await expectClean(page);
    await upload(page, "logo.png", Buffer.from("GIF89a\x01\0\x01\0\0\0\0"));
    await page.getByText(/PNG, JPEG, WebP and SVG are taken/).waitFor();
    await upload(page, "logo.png", Buffer.alloc(600 * 1024));
    await page.getByText(/larger than 512 KiB \(600 KiB\)/).waitFor();
    await upload(page, "logo.png", PNG);
    await page.waitForURL(/done=saved/);
    await page.getByRole("button", { name: "Remove the logo" }).waitFor();
    const { logo } = (await client.ask("GET", "")).body as unknown as { logo: { light: string } };
    expect(logo.light).toMatch(/\/images\/[a-z0-9]{12}$/);

    await publishSnapshot(admin.pageId, Date.now());
    const path = new URL(logo.light).pathname;
    await expect.poll(async () => (await fetch(at(path))).status).toBe(200);
    const served = await fetch(at(path));
    expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringMatching(/default-src 'none'.*sandbox/),
    });
    expect((await fetch(at("/images/zzzzzzzzzzzz"))).status).toBe(404);
  });

  it("refuse colours that cannot be read, with the ratio, and keep them typed", async () => {
    admin.expectComplaints(/422|images/);
    const page = await open("/admin/settings?tab=look");
    const link = page.getByRole("textbox", { name: "Links · Light as a value" });
    await link.fill("#dddddd");
    await page.getByText(/1\.2\d : 1 on #f7f8fa, needs 4.5 : 1/).waitFor();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page
      .getByText(/but 4.5 : 1 is needed/)
      .first()
      .waitFor();
    expect(await link.inputValue()).toBe("#dddddd");
    await expectClean(page);
    await link.fill("#0b5c3a");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.waitForURL(/done=saved/);
    expect((await client.ask("GET", "")).body.theme).toEqual({ link_light: "#0b5c3a" });
  });

  it("make another policy a new version, and tell a second author of the first", async () => {
    admin.expectComplaints(/409/);
    const page = await open("/admin/settings?tab=policy");
    const other = await open("/admin/settings?tab=policy");
    await page.getByText("Strict", { exact: true }).click();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.waitForURL(/done=saved/);
    await page.getByText("Version 2 is in use").waitFor();
    await expectClean(page);
    await other.getByText("Custom", { exact: true }).click();
    await other.getByLabel("Partial outage").fill("0.5");
    await other.getByRole("button", { name: "Save changes" }).click();
    await other.getByText("Somebody else changed this meanwhile").waitFor();
    expect(await other.getByLabel("Partial outage").inputValue()).toBe("0.5");
    await other.getByRole("button", { name: "Save changes" }).click();
    await other.getByText("Version 3 is in use").waitFor();
  });

  it("change the general part, with faults beside their field", async () => {
    admin.expectComplaints(/422/);
    const page = await open("/admin/settings");
    await page.getByLabel("Time zone").fill("Mars/Olympus");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByLabel("Time zone").and(page.locator("[aria-invalid=true]")).waitFor();
    await page.getByLabel("Time zone").fill("Asia/Tokyo");
    await page.getByRole("button", { name: "Add a link" }).click();
    await page.getByLabel("Name", { exact: true }).last().fill("support");
    await page.getByLabel("Address", { exact: true }).fill("https://support.example.com/");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.waitForURL(/done=saved/);
    expect((await client.ask("GET", "")).body).toMatchObject({
      time_zone: "Asia/Tokyo",
      links: { support: "https://support.example.com/" },
    });
    await page.goto(at("/admin/settings?tab=data"));
    await expectClean(page);
  });
});

describe("tokens, templates, alert sources and the audit log", () => {
  it("a token is shown once, and revoked after its name was typed", async () => {
    const page = await open("/admin/tokens");
    await page.getByRole("button", { name: "New token" }).click();
    await expectClean(page);
    await page.getByLabel("Name", { exact: true }).fill("Pipeline");
    await page.getByRole("button", { name: "Create" }).click();
    const secret = await page.getByLabel("Token", { exact: true }).inputValue();
    expect(secret).toMatch(/^tds_/);
    await expectClean(page);
    await page.getByRole("button", { name: "I have copied it, go on" }).click();
    await page.getByRole("cell", { name: "Pipeline", exact: true }).waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole("button", { name: "Revoke Pipeline" }).click();
    await page.getByLabel(/Type “Pipeline”/).fill("Pipeline");
    await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByRole("cell", { name: "Pipeline", exact: true }).waitFor({ state: "detached" });
  });

  it("a template is written with a preview, and its unknown names are told", async () => {
    admin.expectComplaints(/422/);
    const page = await open("/admin/templates/new");
    await page.getByLabel("Name of the template").fill("Slow answers");
    await page.getByLabel("Title", { exact: true }).first().fill("Slow: {{components}}");
    await page.getByLabel("Text", { exact: true }).first().fill("**Slow** since {{time}}. {{nobody}}");
    await page.getByRole("button", { name: "Create" }).click();
    await page
      .getByText(/\{\{nobody\}\}/)
      .first()
      .waitFor();
    await page.getByLabel("Text", { exact: true }).first().fill("**Slow** since {{time}}.");
    await page.getByLabel("Login").selectOption("degraded_performance");
    const preview = page.getByRole("region", { name: "Preview" });
    await preview.locator("strong", { hasText: "Slow" }).waitFor();
    await preview.getByText("Slow: Login").waitFor();
    await expectClean(page);
    await page.getByRole("button", { name: "Create" }).click();
    await page.waitForURL(/done=saved/);
    await page.getByRole("link", { name: "Slow answers" }).waitFor();
    await expectClean(page);
  });

  it("an alert source shows its address once, and keeps its rules", async () => {
    const page = await open("/admin/alert-sources/new");
    await page.getByLabel("Name", { exact: true }).fill("Production");
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel(/Labels/).fill("service=api\nseverity=crit*");
    await expectClean(page);
    await page.getByRole("button", { name: "Create" }).click();
    const url = await page.getByLabel("Address", { exact: true }).inputValue();
    expect(url).toMatch(/\/ingest\/alertmanager\//);
    await page.getByRole("button", { name: "I have copied it, go on" }).click();
    await page.getByRole("link", { name: "Production" }).click();
    expect(await page.getByLabel(/Labels/).inputValue()).toBe("service=api\nseverity=crit*");
    await expectClean(page);
  });

  it("the audit log is filtered by its address and tells names and changes", async () => {
    const page = await open("/admin/audit");
    await expectClean(page);
    await page.getByLabel("What").fill("template");
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForURL(/action=template/);
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await page.getByRole("cell", { name: /owner/ }).first().waitFor();
    await page.goto(at("/admin/audit?action=nothing.at_all"));
    await page.getByText("No records").waitFor();
    await expectClean(page);
  });
});

describe("people who may not", () => {
  it("are offered nothing that would be refused, and find no tokens", async () => {
    admin.expectComplaints(/404/);
    const viewer = await makePerson(admin.pageId, "viewer");
    const page = await open("/admin/components", { cookie: viewer.cookie });
    await page.getByText("You may only look").waitFor();
    expect(await page.getByRole("link", { name: "New component" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /Move/ }).count()).toBe(0);
    await expectClean(page);
    for (const path of ["/admin/tokens", "/admin/audit", "/admin/settings", "/admin/alert-sources"]) {
      const answer = await page.goto(at(path));
      expect([path, answer?.status()]).toEqual([path, 404]);
    }
  });
});

describe("on a phone", () => {
  it.each([
    "components",
    "monitors",
    "templates",
    "alert-sources",
    "tokens",
    "audit",
    "settings",
    "settings?tab=look",
  ])("%s fits, in Korean and in the dark", async (path) => {
    admin.expectComplaints(/images/);
    const page = await open(`/admin/${path}`, { ...PHONE, locale: "ko-KR", colorScheme: "dark" });
    await expectClean(page);
  });
});
