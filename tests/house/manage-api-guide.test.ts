import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "#lib/domain/people/permission.ts";
import { MONITOR_KINDS } from "#lib/domain/status/monitor.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { startManageServer } from "#lib/testing/manage/server.ts";
import { newPage, newToken } from "#lib/testing/manage/world.ts";
import { readSource } from "./source.ts";

withDatabase();

const GUIDES = [
  "docs/manage-api.md",
  "docs/incidents-api.md",
  "docs/subscribers-api.md",
  "docs/slo-api.md",
  "docs/slo-ingest.md",
] as const;
const guide = readSource(GUIDES[0]);
const blocksOf = (path: string) =>
  [...readSource(path).matchAll(/```sh\n([\s\S]*?)```(?:\n\n```json\n([\s\S]*?)```)?/g)].map(
    ([, script, answer]) => ({
      script: script!,
      answer: answer ? JSON.parse(answer) : null,
      names: /^# .*\bid is called \$(\w+)/m.exec(script!)?.[1],
    }),
  );

/** The guide's days lie in its reader's past; they would leave the raw retention one day. */
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const dated = (script: string) =>
  script
    .replaceAll("2026-11-23T", `${daysAgo(2)}T`)
    .replaceAll("2026-11-01", daysAgo(20))
    .replaceAll("2026-12-01T", `${daysAgo(-8)}T`);

const variables: Record<string, string> = {};
let close: () => Promise<void>;
beforeAll(async () => {
  const server = await startManageServer();
  close = server.close;
  const pageId = await newPage();
  Object.assign(variables, { STATUS: server.origin, TOKEN: await newToken(pageId), PAGE: pageId });
});
afterAll(() => close());

const shape = (value: object): string[] => Object.keys(value).sort();

describe.each(GUIDES)("%s", (path) => {
  it.each(blocksOf(path))("runs: $script", async ({ script, answer, names }) => {
    // "-f": a refusal fails the command, and the test with it.
    const strict = dated(script).replace(/^curl -s/gm, "curl -sSf");
    const env = { NODE_ENV: "test" as const, PATH: process.env.PATH ?? "", ...variables };
    const { stdout } = await promisify(execFile)("sh", ["-euc", strict], { env });
    if (script.includes("-X DELETE")) {
      expect(stdout).toBe("");
      return;
    }
    const answers = stdout.replaceAll("}{", "}\n{").split("\n");
    const told = answers.map((line) => JSON.parse(line));
    const last = Array.isArray(told[0]) ? told[0][0] : told[0];
    const expected = Array.isArray(answer) ? answer[0] : answer;
    for (const one of told) expect(one).toEqual(told[0]);
    if (expected) expect(shape(last)).toEqual(shape(expected));
    if (answer?.rejected) expect(last).toEqual(answer);
    if (names) variables[names] = last.id;
  });
});

describe("docs/manage-api.md", () => {
  it("tells every scope and every kind of monitor", () => {
    for (const name of [...PERMISSIONS, ...MONITOR_KINDS]) expect(guide).toContain(`| \`${name}\` |`);
  });
});
