import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { makePerson, type TestPerson } from "#lib/testing/people.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { putWindows, windowsOf } from "#lib/testing/slo/windows.ts";
import { advanceEscalations } from "#lib/usecases/escalation/advance.ts";
import { evaluateSlos } from "#lib/usecases/slos/round/evaluate.ts";
import { alive } from "./support/admin.ts";
import { withAdminWeb } from "./support/admin-web.ts";

const admin = withAdminWeb();
const WINDOW_MS = 300_000;
const HOUR_MS = 3_600_000;
let [owner, viewer] = [] as unknown as [TestPerson, TestPerson];
const silent = { failed: () => {} };

beforeAll(async () => {
  owner = await makePerson(admin.pageId, "owner");
  viewer = await makePerson(admin.pageId, "viewer");
  const component = await makeComponent(admin.pageId);
  const sli = await makeSli(admin.pageId, "requests");
  const burn = {
    kind: "burn",
    severity: "critical",
    longSeconds: 3_600,
    shortSeconds: 300,
    factor: 14.4,
  } as const;
  const objectives = [
    objectiveDefinition("all", { name: "전체 요청", alerts: [burn] }),
    objectiveDefinition("loose", { name: "느슨한 목표", target: "50" }),
  ];
  await makeSlo(admin.pageId, { key: "SLO-901", name: "요청 성공률", components: [component], objectives });
  const now = Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS;
  await putWindows(sli, windowsOf(now - HOUR_MS, "ggggggggggbb"));
  await evaluateSlos(silent, Date.now());
  await advanceEscalations(silent, Date.now());
});

describe("a violation in the admin", () => {
  it("is found by way of its SLO, taken, commented and ended by hand", async () => {
    admin.expectComplaints(/422/);
    const page = await admin.open({ cookie: owner.cookie, locale: "ko-KR" });
    await page.goto(`${admin.origin()}/admin/slos`);
    const row = page.getByRole("row", { name: /전체 요청/ });
    expect(await row.innerText()).toContain("91.6666 %");
    expect(await page.getByRole("row", { name: /느슨한 목표/ }).innerText()).toContain("달성");
    await row.getByRole("link", { name: "위반 중" }).click();
    await page.waitForURL(/\/violations\/[a-z0-9]+$/);
    await page.getByRole("heading", { name: "SLO-901 전체 요청" }).waitFor();
    await alive(page);
    await page.getByRole("button", { name: "확인했습니다" }).click();
    await page.getByText("맡았음을 알렸습니다").waitFor();
    await alive(page);
    await page.getByLabel("팀에 남길 말").fill("로그를 봅니다");
    await page.getByRole("button", { name: "남기기" }).click();
    await page.getByRole("listitem").filter({ hasText: "로그를 봅니다" }).waitFor();
    await alive(page);
    await page.getByRole("button", { name: "직접 종료" }).click();
    await page.getByText("비워 둘 수 없습니다").waitFor();
    await page.getByLabel("종료하는 까닭").fill("측정이 틀렸습니다");
    await page.getByRole("button", { name: "직접 종료" }).click();
    await page.getByText("종료했습니다").first().waitFor();
    expect(await page.getByRole("button", { name: "확인했습니다" }).count()).toBe(0);
    const { rows } = await pool().query(
      "select resolved_by, acknowledged_by from violations where page_id = $1",
      [admin.pageId],
    );
    expect(rows).toEqual([{ resolved_by: owner.id, acknowledged_by: owner.id }]);
  });

  it("is listed by its state; who may only read is offered no act", async () => {
    const page = await admin.open({ cookie: viewer.cookie, locale: "en-GB" });
    await page.goto(`${admin.origin()}/admin/violations?state=resolved`);
    await page.getByRole("link", { name: "SLO-901 전체 요청" }).click();
    await page.getByRole("heading", { name: "Timeline" }).waitFor();
    expect(await page.getByRole("button", { name: "I have it" }).count()).toBe(0);
    await page.goto(`${admin.origin()}/admin/violations?state=open`);
    await page.getByText("No violations").waitFor();
  });
});
