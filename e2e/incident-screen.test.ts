import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { alive, expectSound, withAdmin } from "./support/admin.ts";

const admin = withAdmin();

async function opened(person: Awaited<ReturnType<typeof admin.person>>, given: object = {}) {
  const incident = { name: "느린 응답", body: "조사하고 있습니다.\n\n곧 알려 드립니다.", ...given };
  return await admin.api(person, "POST", "incidents", { incident });
}
const stored = (id: string) =>
  prisma().incident.findUniqueOrThrow({
    where: { id },
    include: { components: true, updates: { orderBy: { displayAt: "desc" } }, postmortem: true },
  });

describe("the screen of an incident", () => {
  it("takes the next word and the end of it, by keyboard", async () => {
    const person = await admin.person();
    const [rest = ""] = admin.world().components;
    const { id } = await opened(person, { components: { [rest]: "major_outage" } });
    const page = await admin.visit(person, `/admin/incidents/${id}`);
    await page.getByText("Identified", { exact: true }).click();
    await page.getByRole("combobox", { name: "State of REST API" }).selectOption("Partial outage");
    await page.getByLabel("Message").fill("원인을 찾았습니다.");
    await page.getByText("in 30 min").click();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Update published").waitFor();
    expect(await stored(id)).toMatchObject({
      ...{ status: "identified", nextUpdateAt: expect.any(Date), components: [{ state: "partial_outage" }] },
      updates: [{ body: "원인을 찾았습니다.", status: "identified" }, {}],
    });
    await expectSound(page, "incident");
    await page.getByText("Resolved", { exact: true }).click();
    await page.getByText("Resolving ends every state this incident set").waitFor();
    await page.getByLabel("Message").fill("해결되었습니다.");
    await page.getByRole("button", { name: "Publish update" }).click();
    await page.getByRole("heading", { name: "Post an update" }).waitFor({ state: "detached" });
    expect(await stored(id)).toMatchObject({ status: "resolved", components: [{ state: "operational" }] });
    await page.getByRole("button", { name: "Reopen" }).click();
    await page.getByLabel("What do you tell readers?").fill("다시 느립니다.");
    await page.getByRole("dialog").getByRole("button", { name: "Reopen" }).click();
    await page.getByText("Reopened").waitFor();
    expect(await stored(id)).toMatchObject({ status: "investigating", resolvedAt: null });
  });

  it("mends what was said, and keeps the earlier text for readers", async () => {
    const person = await admin.person();
    const { id } = await opened(person);
    const page = await admin.visit(person, `/admin/incidents/${id}`);
    await page.getByRole("button", { name: "Edit this text" }).click();
    const editor = page.locator("ol").getByLabel("Message");
    await editor.fill("응답이 느린 원인을 조사하고 있습니다.");
    await page.reload();
    await alive(page);
    await page.getByRole("button", { name: "Edit this text" }).click();
    expect(await editor.inputValue()).toBe("응답이 느린 원인을 조사하고 있습니다.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    await page.getByText("Earlier text").click();
    await page.getByText("곧 알려 드립니다.").waitFor();
    await expectSound(page, "edited");
    const [update] = (await stored(id)).updates;
    expect(update).toMatchObject({
      body: "응답이 느린 원인을 조사하고 있습니다.",
      editedAt: expect.any(Date),
    });
    await expect
      .poll(async () => (await fetch(`${admin.world().origin}/en/incidents/${id}`)).text(), {
        timeout: 10_000,
      })
      .toContain("edited");
  });

  it("merges what two people wrote at once: nothing is lost", async () => {
    admin.expectComplaints(/409 \(Conflict\)/);
    const [first, second] = [await admin.person(), await admin.person()];
    const { id } = await opened(first);
    const page = await admin.visit(second, `/admin/incidents/${id}`);
    await page.getByRole("button", { name: "Edit this text" }).click();
    const editor = page.locator("ol").getByLabel("Message");
    await editor.fill("조사하고 있습니다.\n\n15시에 알려 드립니다.");
    const [update] = (await stored(id)).updates;
    await admin.api(first, "PATCH", `incidents/${id}/incident_updates/${update!.id}`, {
      incident_update: { body: "**원인**을 조사하고 있습니다.\n\n곧 알려 드립니다." },
    });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Somebody else changed this in the meantime").waitFor();
    const merged = page.getByLabel("Merged");
    expect(await merged.inputValue()).toBe("**원인**을 조사하고 있습니다.\n\n15시에 알려 드립니다.");
    await expectSound(page, "merge view");
    await page.getByRole("button", { name: "Save the merged version" }).click();
    await page.getByText("Saved").waitFor();
    expect((await stored(id)).updates[0]!.body).toBe(
      "**원인**을 조사하고 있습니다.\n\n15시에 알려 드립니다.",
    );
  });

  it("marks what both changed, and saves nothing with marks in it", async () => {
    admin.expectComplaints(/409 \(Conflict\)/);
    const [first, second] = [await admin.person(), await admin.person()];
    const { id } = await opened(first);
    const page = await admin.visit(second, `/admin/incidents/${id}`);
    await page.getByRole("button", { name: "Edit facts" }).click();
    await page.getByLabel("Title").fill("매우 느린 응답");
    await page.getByLabel("Priority").selectOption("P1");
    await admin.api(first, "PATCH", `incidents/${id}`, {
      incident: { name: "API 응답 지연", impact_override: "minor" },
    });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const merged = page.getByLabel("Merged");
    await merged.waitFor();
    expect(await merged.inputValue()).toMatch(
      /<<<<<<< Mine\n매우 느린 응답\n=======\nAPI 응답 지연\n>>>>>>> Theirs/,
    );
    const save = page.getByRole("button", { name: "Save the merged version" });
    expect(await save.isDisabled()).toBe(true);
    await merged.fill("매우 느린 API 응답");
    await save.click();
    await page.getByText("Saved").waitFor();
    expect(await stored(id)).toMatchObject({
      ...{ name: "매우 느린 API 응답", priority: 1, impactOverride: "minor" },
    });
  });

  it("shows what somebody else said before a second update is posted", async () => {
    admin.expectComplaints(/409 \(Conflict\)/);
    const [first, second] = [await admin.person(), await admin.person()];
    const { id } = await opened(first);
    const page = await admin.visit(second, `/admin/incidents/${id}`);
    await page.getByLabel("Message").fill("내 업데이트");
    await admin.api(first, "POST", `incidents/${id}/incident_updates`, {
      incident_update: { status: "monitoring", body: "먼저 올린 업데이트" },
    });
    await page.getByRole("button", { name: "Publish update" }).click();
    await page.getByText("먼저 올린 업데이트").waitFor();
    await page.getByText("내 업데이트").waitFor();
    await page.getByRole("button", { name: "Post mine as well" }).click();
    await page.getByText("Update published").waitFor();
    expect((await stored(id)).updates.map(({ body }) => body).slice(0, 2)).toEqual([
      "내 업데이트",
      "먼저 올린 업데이트",
    ]);
  });

  it("has a post-mortem: draft, preview, published, taken back", async () => {
    const person = await admin.person();
    const { id } = await opened(person);
    await admin.api(person, "POST", `incidents/${id}/incident_updates`, {
      incident_update: { status: "resolved", body: "끝" },
    });
    const page = await admin.visit(person, `/admin/incidents/${id}`);
    await page.getByRole("link", { name: "Write a post-mortem" }).click();
    await page.waitForURL(/postmortem$/);
    await alive(page);
    const text = page.getByLabel("Text", { exact: true });
    expect(await text.inputValue()).toContain("## 무슨 일이 있었나");
    await text.fill("## 원인\n\n디스크가 **가득** 찼습니다.");
    await page.frameLocator("iframe").locator("strong", { hasText: "가득" }).waitFor();
    await expectSound(page, "post-mortem");
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Draft saved").waitFor();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Post-mortem published").waitFor();
    expect((await stored(id)).postmortem).toMatchObject({ publishedAt: expect.any(Date) });
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.getByText("It is a draft again").waitFor();
    expect((await stored(id)).postmortem).toMatchObject({ publishedAt: null });
  });

  it("takes a mistake back, after saying what that means and asking for name and reason", async () => {
    const person = await admin.person();
    const { id } = await opened(person, { name: "잘못 연 장애" });
    const page = await admin.visit(person, `/admin/incidents/${id}`);
    await page.getByRole("button", { name: "Unpublish" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("the chain that proves the history goes on unbroken").waitFor();
    await dialog.getByLabel(/Reason/).fill("다른 페이지의 장애");
    await dialog.getByLabel(/Type/).fill("잘못 연 장애");
    await expectSound(page, "unpublish");
    await dialog.getByRole("button", { name: "Unpublish" }).click();
    await page.getByText("다른 페이지의 장애").waitFor();
    expect(await stored(id)).toMatchObject({
      ...{ unpublishedAt: expect.any(Date), unpublishReason: "다른 페이지의 장애" },
    });
  });

  it("is only read by a viewer", async () => {
    const { id } = await opened(await admin.person());
    const page = await admin.visit(await admin.person("viewer"), `/admin/incidents/${id}`);
    await page.getByRole("heading", { name: "느린 응답" }).waitFor();
    expect(await page.getByRole("button", { name: /Publish|Edit|Unpublish|Take it/ }).count()).toBe(0);
    admin.expectComplaints(/404/);
    await page.goto(`${admin.world().origin}/admin/incidents/new`);
    await page.getByText("Not found").waitFor();
  });
});
