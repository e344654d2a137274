import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readEnv } from "#lib/env.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { putWindows, windowsOf } from "#lib/testing/slo/windows.ts";
import { register as registerCatalogue } from "../catalogue.ts";
import type { CommandContext } from "../context.ts";
import { register as registerSlo } from "./noun.ts";

withDatabase();

const printed: string[] = [];
beforeEach(
  () => void vi.spyOn(console, "log").mockImplementation((line: unknown) => void printed.push(String(line))),
);
afterEach(() => vi.restoreAllMocks());

const context: CommandContext = {
  env: () => readEnv({ NODE_ENV: "test", PUBLIC_URL: "https://status.example.com" }),
  withDatabaseUrl: (work) => work(""),
  withDatabase: (work) => work(),
};
async function run(...args: string[]): Promise<string> {
  const program = new Command("status").exitOverride();
  for (const register of [registerCatalogue, registerSlo]) register(program, context);
  printed.length = 0;
  await program.parseAsync(args, { from: "user" });
  return printed.join("\n");
}

describe("slo", () => {
  it("is exported, changed in the file, compared, imported and listed", async () => {
    const pageId = await newPage();
    await makeSlo(pageId, { key: "SLO-009" });
    const file = join(mkdtempSync(join(tmpdir(), "slo-")), "slos.yaml");
    expect(await run("slo", "export", "--page", pageId, "--output", file)).toBe(`Written to ${file}.`);
    expect(await run("slo", "diff", file, "--page", pageId)).toBe("= 2 unchanged\n\nNothing to change.");
    writeFileSync(file, readFileSync(file, "utf8").replace("targetPercent: 99.9", "targetPercent: 99.95"));
    const diff = "~ slo SLO-009\n    objectives.main.target: 99.9 → 99.95\n= 1 unchanged";
    expect(await run("slo", "diff", file, "--page", pageId)).toBe(`${diff}\n\n1 would change.`);
    expect(await run("slo", "import", file, "--page", pageId, "--dry-run")).toContain("1 would change.");
    expect(await run("slo", "list", "--page", pageId)).toMatch(
      /SLO-009\s+main\s+ratio\s+99.9%\s+-\s+30d\s+0\s+1 /,
    );
    expect(await run("slo", "import", file, "--page", pageId)).toBe(`${diff}\n\n1 changed.`);
    expect(await run("slo", "list", "--page", pageId)).toMatch(/99.95%\s+-\s+30d\s+0\s+2 /);
    expect(JSON.parse(await run("slo", "list", "--page", pageId, "--json"))).toMatchObject([
      { key: "SLO-009", version: 2 },
    ]);
    expect(await run("slo", "export", "SLO-009", "--page", pageId)).toContain("targetPercent: 99.95");
    await expect(run("slo", "export", "SLO-000", "--page", pageId)).rejects.toThrow("slo not found");
  });

  it("with faults says where, and changes nothing", async () => {
    const pageId = await newPage();
    const file = join(mkdtempSync(join(tmpdir(), "slo-")), "bad.yaml");
    writeFileSync(file, "apiVersion: openslo/v1\nkind: SLI\nmetadata:\n  name: requests\nspec: {}\n");
    await expect(run("slo", "import", file, "--page", pageId)).rejects.toMatchObject({
      faults: [{ path: "bad.yaml, line 5, spec", message: "needs either thresholdMetric or ratioMetric" }],
    });
    expect(await run("slo", "list", "--page", pageId)).toBe("No SLOs.");
    await expect(run("slo", "diff", join(tmpdir(), "nowhere.yaml"))).rejects.toThrow("nowhere.yaml");
  });
});

describe("slo replay", () => {
  it("prints what would have fired with the rules of a file", async () => {
    const pageId = await newPage();
    const sliId = await makeSli(pageId, "requests");
    const alerts = [{ kind: "window", severity: "critical", above: "60", bad: 1, good: 1 } as const];
    await makeSlo(pageId, { key: "SLO-009", objectives: [objectiveDefinition("main", { alerts })] });
    const from = Date.parse("2026-11-20T00:00:00Z");
    await putWindows(sliId, windowsOf(from, "ggggggbbgggg"));
    const text = (await run("slo", "export", "--page", pageId)).replaceAll(/\b60\b/g, "40");
    const file = join(mkdtempSync(join(tmpdir(), "slo-")), "policy.yaml");
    writeFileSync(file, text);
    const args = ["--page", pageId, "--policy", file, "--until", "2026-11-20T01:00Z"];
    const told = await run("slo", "replay", "--from", "2026-11-20T00:00:00Z", ...args);
    expect(told).toMatch(/SLO-009\s+main\s+critical\s+window:40:1 .*10 min /);
    expect(told).toContain(
      "Objectives replayed: 1. With this policy 1 (1 critical) would have fired; with the rules in force 0 (0 critical).",
    );
    const json = JSON.parse(
      await run("slo", "replay", "--from", "2026-11-20", "--json", ...args.slice(0, 4)),
    );
    expect(json).toMatchObject({
      proposed: [
        { slo: "SLO-009", started_at: "2026-11-20T00:30:00.000Z", resolved_at: "2026-11-20T00:45:00.000Z" },
      ],
      current: [],
    });
    await expect(run("slo", "replay", "--from", "yesterday", ...args)).rejects.toThrow("--from yesterday");
  });
});

describe("the catalogue", () => {
  it("without files is everything that is shipped: page, tiers and SLOs", async () => {
    const pageId = await newPage();
    expect(await run("catalogue", "apply", "--page", pageId)).toContain("+ slo SLO-007");
    expect(await run("catalogue", "apply", "--page", pageId)).toContain("Nothing to change.");
    const tiers = "prisma/catalogue/tiers.yaml";
    expect(await run("catalogue", "apply", tiers, "--page", pageId, "--dry-run")).toBe(
      "= 4 unchanged\n\nNothing to change.",
    );
    expect((await run("slo", "list", "--page", pageId)).split("\n")).toHaveLength(64);
  });
});
