import pg from "pg";
import { describe, expect, it } from "vitest";
import { closeDatabase, openDatabase, prisma } from "#lib/data/db.ts";
import { Failure } from "#lib/domain/errors.ts";
import { cloneDatabase } from "#lib/testing/database.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";
import { forgetTokens } from "../tokens/authenticate.ts";
import { explain } from "./explain.ts";

const unreachable = "postgresql://nobody:secret-password@127.0.0.1:1/none";

describe("explain", () => {
  it("passes refusals on and knows nothing of defects", () => {
    const failure = new Failure("conflict", "x");
    expect(explain(failure)).toBe(failure);
    for (const defect of [new Error("boom"), new TypeError("x is undefined"), null, "text", { code: 7 }])
      expect(explain(defect)).toBeNull();
  });

  it.each([
    [{ code: "P2002" }, "conflict"],
    [{ code: "40P01" }, "conflict"],
    [
      {
        code: "P2010",
        meta: { driverAdapterError: { cause: { originalCode: "40P01", kind: "TransactionWriteConflict" } } },
      },
      "conflict",
    ],
    [
      { code: "P2010", meta: { driverAdapterError: { cause: { kind: "UniqueConstraintViolation" } } } },
      "conflict",
    ],
    [{ code: "ECONNREFUSED" }, "unavailable"],
    [{ code: "57P03" }, "unavailable"],
    [{ code: "53100" }, "unavailable"],
    [{ message: "timeout exceeded when trying to connect" }, "unavailable"],
    [{ code: "P2010", cause: { code: "57P01" } }, "unavailable"],
    [{ code: "P2010", meta: { driverAdapterError: { cause: { code: "08006" } } } }, "unavailable"],
  ])("takes %j for %s", (error, kind) => {
    expect(explain(error)?.kind).toBe(kind);
  });

  it("ends with an error that is its own cause", () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    expect(explain(circular)).toBeNull();
  });
});

describe("a database that is away", () => {
  it("is 503 with Retry-After, whether the token is known or not, and says nothing of it", async () => {
    const url = await cloneDatabase();
    openDatabase(url, { poolSize: 3 });
    const world = await newWorld();
    const ask = (token: string) => call("GET", `${world.base}/components`, { token });
    expect((await ask(world.reader)).status).toBe(200);
    await closeDatabase();

    openDatabase(unreachable, { poolSize: 3 });
    const sample = { monitor_id: "abcdefghijkl", at: new Date().toISOString(), outcome: "up" };
    const answers = [
      await ask(world.reader),
      await ask(world.owner),
      await call("PATCH", world.base, { token: world.owner, json: { page: { name: "x" } } }),
      await call("POST", `${world.base}/samples`, { token: world.owner, json: { samples: [sample] } }),
      await call("POST", `${world.base}/components`, {
        token: world.owner,
        json: { component: { name: "x" } },
        headers: { "idempotency-key": "away" },
      }),
      await call("GET", "/heartbeat/anything"),
    ];
    await closeDatabase();
    for (const { status, headers, body } of answers) {
      expect(status).toBe(503);
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|secret-password|ECONN|prisma|connect/i);
    }
  });

  it("is 503 also when its connections are cut in mid-flight, and goes on afterwards", async () => {
    const url = await cloneDatabase();
    openDatabase(url, { poolSize: 2 });
    forgetTokens();
    const world = await newWorld();
    const slow = prisma().$queryRaw`select pg_sleep(5)`.then(
      () => null,
      (error: unknown) => error,
    );
    const admin = new pg.Client(url);
    await admin.connect();
    let cut = 0;
    while (cut === 0) {
      const { rowCount } = await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()",
      );
      cut = rowCount ?? 0;
    }
    await admin.end();
    expect(explain(await slow)?.kind).toBe("unavailable");
    const after = await call("GET", world.base, { token: world.reader });
    expect(after.status).toBe(200);
    await closeDatabase();
  });
});
