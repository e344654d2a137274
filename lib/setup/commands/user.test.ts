import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { readEnv } from "#lib/env.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import type { CommandContext } from "./context.ts";
import { register } from "./user.ts";

withDatabase();

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: unknown) => void printed.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const context: CommandContext = {
  env: () => readEnv({ NODE_ENV: "test", PUBLIC_URL: "https://status.example.com" }),
  withDatabaseUrl: (work) => work(""),
  withDatabase: (work) => work(),
};
async function run(pageId: string, ...args: string[]): Promise<string> {
  const program = new Command("status").exitOverride();
  register(program, context);
  printed.length = 0;
  await program.parseAsync(["user", ...args, "--page", pageId], { from: "user" });
  return printed.join("\n");
}

describe("npm run status -- user", () => {
  it("lists the team, by table and as JSON", async () => {
    const pageId = await newPage();
    expect(await run(pageId, "list")).toContain("npm start prints a link");
    const person = await makePerson(pageId, "owner");
    expect(await run(pageId, "list")).toContain(person.email);
    expect(JSON.parse(await run(pageId, "list", "--json"))).toMatchObject([{ role: "owner" }]);
  });

  it("invites with a link to copy", async () => {
    const pageId = await newPage();
    const told = await run(pageId, "invite", "new@example.com", "--role", "manager");
    expect(told).toMatch(/^https:\/\/status\.example\.com\/invite\/[\w-]{43}\n/);
    await expect(run(pageId, "invite", "nobody")).rejects.toMatchObject({ kind: "invalid" });
    await expect(run(pageId, "invite", "a@example.com", "--role", "root")).rejects.toMatchObject({
      kind: "invalid",
    });
  });

  it("changes roles, disables, enables and signs out, by address or id", async () => {
    const pageId = await newPage();
    await makePerson(pageId, "owner");
    const person = await makePerson(pageId, "viewer");
    expect(await run(pageId, "role", person.email, "manager")).toBe(`${person.email} is manager.`);
    expect(await run(pageId, "disable", person.id)).toBe(`${person.email} is disabled.`);
    expect(await run(pageId, "enable", person.id)).toBe(`${person.email} is manager.`);
    expect(await run(pageId, "sign-out", person.email)).toBe("0 sessions ended.");
    expect((await written(pageId)).audits.map((row) => row.actorKind)).toContain("operator");
    await expect(run(pageId, "role", "nobody@example.com", "viewer")).rejects.toMatchObject({
      kind: "not_found",
    });
  });

  it("gives a locked-out owner a way back in", async () => {
    const pageId = await newPage();
    const person = await makePerson(pageId, "owner");
    await prisma().member.updateMany({ where: { userId: person.id }, data: { disabledAt: new Date() } });
    expect(await run(pageId, "recover", person.email)).toMatch(
      /^https:\/\/status\.example\.com\/reset\/[\w-]{43}\n/,
    );
    expect(JSON.parse(await run(pageId, "list", "--json"))).toMatchObject([
      { role: "owner", disabled: false },
    ]);
    expect(await run(pageId, "reset", person.email)).toContain("/reset/");
  });
});
