import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const LOG = join(import.meta.dirname, "log.ts");

/** Runs a process that logs, and returns what it really wrote. */
function logged(statement: string, level = "info"): string {
  const script = `import { createLogger } from ${JSON.stringify(LOG)};
    const log = createLogger("test", ${JSON.stringify(level)});
    ${statement}`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
}

describe("the log of a process", () => {
  it("is one JSON line per event, with the time, the role and the process", () => {
    const lines = logged('log.info({ n: 1 }, "first"); log.warn("second");').trim().split("\n");
    const events = lines.map((line) => JSON.parse(line));
    expect(events).toMatchObject([
      { role: "test", n: 1, msg: "first" },
      { msg: "second", level: 40 },
    ]);
    expect(events[0].time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(events[0].pid).toBeGreaterThan(0);
  });

  it.each([
    '{ password: "hunter2" }',
    '{ user: { password: "hunter2" } }',
    '{ request: { headers: { authorization: "Bearer hunter2" } } }',
    '{ request: { headers: { cookie: "session=hunter2" } } }',
    '{ env: { SECRET_KEY: "hunter2", API_TOKEN: "hunter2", METRICS_TOKEN: "hunter2" } }',
    '{ env: { DATABASE_URL: "postgresql://u:hunter2@h/d" } }',
    '{ databaseUrl: "postgresql://u:hunter2@h/d" }',
    '{ token: "hunter2", secret: "hunter2" }',
    '{ err: Object.assign(new Error("refused"), { password: "hunter2" }) }',
  ])("never holds a secret: %s", (event) => {
    const text = logged(`log.error(${event}, "something happened");`);
    expect(text).toContain("something happened");
    expect(text).not.toContain("hunter2");
  });

  it("cuts the password out of an address wherever it stands in a text", () => {
    const text = logged(
      'log.error({ err: new Error("cannot reach postgresql://status:hunter2@127.0.0.1:5432/status") }, "https://a:hunter2@example.com/x");',
    );
    expect(text).toContain("127.0.0.1:5432/status");
    expect(text).not.toContain("hunter2");
  });

  it("keeps quiet below its level", () => {
    expect(logged('log.info("quiet");', "warn")).toBe("");
  });
});
