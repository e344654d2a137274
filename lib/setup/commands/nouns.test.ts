import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { readEnv } from "#lib/env.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { authenticate } from "#lib/usecases/tokens/authenticate.ts";
import { register as registerCatalogue } from "./catalogue.ts";
import { register as registerComponent } from "./component.ts";
import type { CommandContext } from "./context.ts";
import { register as registerMonitor } from "./monitor.ts";
import { tableText } from "./output.ts";
import { register as registerPage } from "./page.ts";
import { register as registerToken } from "./token.ts";

withDatabase();

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: unknown) => void printed.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const context: CommandContext = {
  env: () =>
    readEnv({
      NODE_ENV: "test",
      PUBLIC_URL: "https://status.example.com",
      PLATFORM_URL: "http://127.0.0.1:9",
    }),
  withDatabaseUrl: (work) => work(""),
  withDatabase: (work) => work(),
};

/** Runs one command as the command line does; returns what it printed. */
async function run(...args: string[]): Promise<string> {
  const program = new Command("status").exitOverride();
  for (const register of [registerToken, registerCatalogue, registerPage, registerComponent, registerMonitor])
    register(program, context);
  printed.length = 0;
  await program.parseAsync(args, { from: "user" });
  return printed.join("\n");
}
const json = async (...args: string[]) => JSON.parse(await run(...args, "--json"));

describe("without a page", () => {
  it("commands say what to do", async () => {
    await expect(run("token", "list")).rejects.toThrow("There is no page yet; npm start makes it");
    expect(await run("page", "list")).toBe("No pages yet: npm start makes the first.");
  });
});

describe("token", () => {
  it("is made, shown once, listed and revoked", async () => {
    const pageId = await newPage();
    const text = await run(
      "token",
      "create",
      "CI",
      "--page",
      pageId,
      "--scope",
      "page:read",
      "samples:write",
    );
    const secret = /^tds_[\w-]+/.exec(text)![0];
    expect(await authenticate(secret, Date.now())).toMatchObject({
      pageId,
      permissions: ["page:read", "samples:write"],
    });
    const list = await run("token", "list", "--page", pageId);
    expect(list).toMatch(/^ID\s+NAME\s+SCOPES\s+CREATED\s+LAST USED\n\w{12}\s+CI\s+page:read,samples:write/);
    expect(list).not.toContain(secret);
    const [{ id }] = await json("token", "list", "--page", pageId);
    expect(await run("token", "revoke", id, "--page", pageId)).toBe(`Token ${id} is revoked.`);
    await expect(authenticate(secret, Date.now())).rejects.toThrow();
    expect(await run("token", "list", "--page", pageId)).toBe("No tokens.");
    const { audits } = await written(pageId);
    expect(audits.map(({ actorKind, actorId, action }) => [actorKind, actorId, action])).toEqual([
      ["operator", "command-line", "token.create"],
      ["operator", "command-line", "token.revoke"],
    ]);
  });

  it("refuses unknown scopes and unknown tokens", async () => {
    const pageId = await newPage();
    await expect(run("token", "create", "x", "--scope", "root", "--page", pageId)).rejects.toMatchObject({
      kind: "invalid",
      faults: [{ path: "scopes.0" }],
    });
    await expect(run("token", "revoke", "abcdefghijkl", "--page", pageId)).rejects.toThrow("token not found");
  });
});

describe("catalogue apply", () => {
  const file = join(mkdtempSync(join(tmpdir(), "catalogue-")), "page.yaml");
  const write = (components: string) =>
    writeFileSync(
      file,
      `page: { name: P, time_zone: Asia/Seoul, languages: [ko] }\ncomponents: ${components}\n`,
    );

  it("prints a diff, and with --dry-run only that", async () => {
    const pageId = await newPage();
    write("[{ key: a, name: 가, monitors: [{ key: h, kind: heartbeat }] }]");
    const dry = await run("catalogue", "apply", file, "--dry-run", "--page", pageId);
    expect(dry).toContain('+ component a "가"');
    expect(dry).toMatch(/3 would change\.$/);
    expect(await prisma().component.count({ where: { pageId } })).toBe(0);
    const real = await run("catalogue", "apply", file, "--page", pageId);
    expect(real).toMatch(/h calls https:\/\/status\.example\.com\/heartbeat\/[\w-]{43} \(shown once\)/);
    expect(real).toMatch(/3 changed\.$/);
    expect(await run("catalogue", "apply", file, "--page", pageId)).toBe(
      "= 3 unchanged\n\nNothing to change.",
    );
  });

  it("archives what is gone only with --archive-missing", async () => {
    const pageId = await newPage();
    write("[{ key: a, name: A }, { key: b, name: B }]");
    await run("catalogue", "apply", file, "--page", pageId);
    write("[{ key: a, name: A }]");
    expect(await run("catalogue", "apply", file, "--page", pageId)).toContain("kept (--archive-missing");
    const applied = await json("catalogue", "apply", file, "--archive-missing", "--page", pageId);
    expect(applied).toMatchObject({ changed: 1, dry_run: false });
  });

  it("tells faults with their lines, missing files, and addresses that may not be reached", async () => {
    write("[{ key: a }]");
    await expect(run("catalogue", "apply", file)).rejects.toMatchObject({
      faults: [{ path: "line 2, components.0.name" }],
    });
    await expect(run("catalogue", "apply", `${file}.none`)).rejects.toThrow(
      /cannot be used: it does not exist/,
    );
    write("[{ key: a, name: A, monitors: [{ key: m, kind: http, url: 'http://10.0.0.1/' }] }]");
    await expect(run("catalogue", "apply", file)).rejects.toMatchObject({
      faults: [{ path: "monitor m, url" }],
    });
  });
});

describe("page", () => {
  it("is listed, shown and changed", async () => {
    const pageId = await newPage();
    expect(await run("page", "list")).toMatch(/ID\s+NAME\s+TIME ZONE\s+LANGUAGES\n/);
    const text = await run("page", "set", "--page", pageId, "--name", "New", "--raw-retention-days", "40");
    expect(text).toContain(`New (${pageId})`);
    expect(text).toContain("raw samples      40 days");
    expect(await json("page", "show", "--page", pageId)).toMatchObject({
      name: "New",
      url: "https://status.example.com",
    });
    await expect(run("page", "set", "--page", pageId, "--time-zone", "Mars")).rejects.toMatchObject({
      faults: [{ path: "time_zone" }],
    });
    await expect(run("page", "show", "--page", "zzzzzzzzzzzz")).rejects.toThrow("page not found");
  });
});

describe("component and monitor", () => {
  it("are made, listed, changed and archived", async () => {
    const pageId = await newPage();
    const at = ["--page", pageId];
    expect(await run("component", "list", ...at)).toBe("No components.");
    const { id } = await json("component", "create", "REST API", "--start-date", "2026-01-01", ...at);
    expect(await run("component", "set-status", id, "partial_outage", ...at)).toBe(
      `Changed REST API (${id}): partial_outage.`,
    );
    await expect(run("component", "set-status", id, "broken", ...at)).rejects.toThrow();

    const made = await run("monitor", "create", id, "heartbeat", "--interval", "60", ...at);
    expect(made).toMatch(/shown once: https:\/\/status\.example\.com\/heartbeat\/[\w-]{43}$/);
    const [{ id: monitor }] = await json("monitor", "list", ...at);
    expect(await run("monitor", "pause", monitor, ...at)).toBe(`Monitor ${monitor} is paused.`);
    expect(await run("monitor", "list", ...at)).toMatch(/heartbeat\s+-\s+60s\s+paused/);
    expect(await run("monitor", "resume", monitor, ...at)).toBe(`Monitor ${monitor} goes on.`);
    await expect(
      run("monitor", "create", id, "http", "--url", "http://127.0.0.1/", ...at),
    ).rejects.toMatchObject({ faults: [{ path: "monitor.url" }] });
    await expect(run("monitor", "create", id, "smtp", ...at)).rejects.toMatchObject({ kind: "invalid" });
    expect(await run("component", "list", ...at)).toMatch(/REST API\s+partial_outage \(stale\)\s+monitors/);
    expect(await run("monitor", "archive", monitor, ...at)).toBe(`Monitor ${monitor} is archived.`);
    expect(await run("component", "archive", id, ...at)).toBe(`Component ${id} is archived.`);
    expect(await json("component", "list", "--archived", ...at)).toMatchObject([{ id }]);
    expect(await json("monitor", "list", "--archived", ...at)).toMatchObject([{ id: monitor }]);
  });
});

describe("tables", () => {
  it("line up whatever the letters", () => {
    const table = tableText(
      ["id", "name"],
      [
        ["1", "가나다"],
        ["가나", null],
        [22, "x"],
      ],
    );
    expect(table).toBe("ID    NAME\n1     가나다\n가나  -\n22    x");
  });
});
