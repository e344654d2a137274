import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALERT_SOURCE_KINDS } from "#lib/domain/alerts/source.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { startManageServer } from "#lib/testing/manage/server.ts";
import { call, newPage, newToken } from "#lib/testing/manage/world.ts";
import { readSource } from "./source.ts";

withDatabase();

const guide = readSource("docs/alerts.md");
const BLOCKS = [...guide.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```json\n([\s\S]*?)```)?/g)].map(
  ([, script, answer]) => ({ script: script!, answer: answer ? JSON.parse(answer) : null }),
);
const SIGNING_SECRET = "the signing secret of the guide";

const variables: Record<string, string> = {};
let close: () => Promise<void>;
beforeAll(async () => {
  const server = await startManageServer();
  close = server.close;
  const pageId = await newPage();
  const token = await newToken(pageId);
  const COMPONENT = await makeComponent(pageId);
  Object.assign(variables, { STATUS: server.origin, TOKEN: token, PAGE: pageId, COMPONENT, SIGNING_SECRET });
  for (const kind of ALERT_SOURCE_KINDS.filter((one) => one !== "cloudwatch")) {
    const alert_source = {
      kind,
      name: kind,
      ...(kind === "pagerduty" && { signing_secret: SIGNING_SECRET }),
    };
    const { body } = await call("POST", `/v1/pages/${pageId}/alert-sources`, {
      token,
      json: { alert_source },
    });
    variables[kind.toUpperCase()] = server.origin + new URL(String(body.ingest_url)).pathname;
  }
});
afterAll(() => close());

describe("docs/alerts.md", () => {
  it.each(BLOCKS)("runs: $script", async ({ script, answer }) => {
    // "-f": a refusal fails the command, and the test with it.
    const strict = script.replace(/^curl -s/gm, "curl -sSf");
    const env = { NODE_ENV: "test" as const, PATH: process.env.PATH ?? "", ...variables };
    const { stdout } = await promisify(execFile)("sh", ["-euc", strict], { env });
    const told = JSON.parse(stdout);
    if (Array.isArray(answer)) {
      expect(Object.keys(told[0]).sort()).toEqual(Object.keys(answer[0]).sort());
      expect(told.map((one: { fingerprint: string }) => one.fingerprint)).toContain("backup");
    } else if (answer) expect(told).toEqual(answer);
    else expect(told).toMatchObject({ ingest_url: expect.stringContaining("/ingest/alertmanager/") });
  });

  it("tells of every kind of source", () => {
    for (const kind of ALERT_SOURCE_KINDS) expect(guide).toContain(`\`${kind}\``);
  });
});
