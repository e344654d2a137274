import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readEnv } from "#lib/env.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { call, newPage, newToken, written } from "#lib/testing/manage/world.ts";
import type { CommandContext } from "./context.ts";
import { register } from "./incident.ts";

withDatabase();

const printed: string[] = [];
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation((line: unknown) => void printed.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const context: CommandContext = {
  env: () => readEnv({ NODE_ENV: "test", PUBLIC_URL: "https://status.example.com" }),
  withDatabaseUrl: (work) => work(""),
  withDatabase: (work) => work(),
};

async function run(...args: string[]): Promise<string> {
  const program = new Command("status").exitOverride();
  register(program, context);
  printed.length = 0;
  await program.parseAsync(["incident", ...args], { from: "user" });
  return printed.join("\n");
}
const json = async (...args: string[]) => JSON.parse(await run(...args, "--json"));

describe("incident", () => {
  it("is opened with states of components, updated and resolved", async () => {
    const pageId = await newPage();
    const componentId = await makeComponent(pageId, { isManual: true });
    const page = ["--page", pageId];
    const told = await run(
      "open",
      "API 장애",
      "--body",
      "조사 중",
      "--component",
      `${componentId}=major_outage`,
      ...page,
    );
    const id = /\((\w{12})\)/.exec(told)![1]!;
    expect(told).toBe(`API 장애 (${id}) is investigating.`);
    expect(await json("list", ...page)).toMatchObject([
      {
        id,
        impact: "critical",
        shortlink: `https://status.example.com/incidents/${id}`,
        origin: { kind: "person" },
      },
    ]);
    expect(
      await run("update", id, "--status", "identified", "--body", "찾았습니다", "--quiet", ...page),
    ).toBe(`API 장애 (${id}) is identified.`);
    const resolved = await json("resolve", id, ...page);
    expect(resolved).toMatchObject({ status: "resolved", components: [{ status: "operational" }] });
    expect(resolved.incident_updates[1]).toMatchObject({ body: "찾았습니다", deliver_notifications: false });
    expect(await run("list", ...page)).toBe("No open incidents.");
    expect(await run("list", "--all", ...page)).toContain(id);
    const { audits } = await written(pageId);
    expect(audits.every(({ actorKind }) => actorKind === "operator")).toBe(true);
  });

  it("is begun with a template, or kept as a draft", async () => {
    const pageId = await newPage();
    const template = { name: "t", title: "{{page}} 공지", body: "{{status}}" };
    const sent = { token: await newToken(pageId), json: { template } };
    const made = await call("POST", `/v1/pages/${pageId}/incident_templates`, sent);
    const told = await run("open", "--template", String(made.body.id), "--draft", "--page", pageId);
    expect(told).toMatch(/^Example 공지 \(\w+\) is investigating, draft\.$/);
  });

  it("says with the path what is wrong", async () => {
    const page = ["--page", await newPage()];
    const faults = (...args: string[]) =>
      run(...args, ...page).then(
        () => [],
        ({ faults: told }) => told.map(({ path }: { path: string }) => path),
      );
    expect(await faults("open")).toEqual(["incident.name"]);
    expect(await faults("open", "x", "--status", "broken")).toEqual(["status"]);
    expect(await faults("open", "x", "--component", "abcabcabcabc=down")).toEqual([
      "components.abcabcabcabc",
    ]);
    await expect(run("resolve", "abcabcabcabc", ...page)).rejects.toThrow("incident not found");
  });
});
