import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();

const CSV = [
  "email,consent_at,language",
  "kim@example.com,2026-03-02,ko",
  "nobody,2026-03-02,ko",
  "lee@example.com,2026-05-17,en",
].join("\n");

async function world() {
  const made = await newWorld();
  const send = (path: string, csv: unknown, token: string | undefined = made.owner) =>
    call("POST", `${made.base}/subscribers/import${path}`, { token, json: { import: { csv } } });
  return { ...made, send };
}

describe("POST subscribers/import", () => {
  it("tells what it would do, does it, and does nothing the second time", async () => {
    const { send, pageId, base, owner } = await world();
    const fault = { line: 3, path: "email", message: expect.stringContaining("mail address") };
    const before = { rows: 3, new: 2, known: 0, suppressed: 0, faulty_rows: 1, faults: [fault] };
    const previewed = await send("/preview", CSV);
    expect(previewed.status).toBe(200);
    expect(previewed.body).toMatchObject({ ...before, channels: { email: { new: 2 } } });
    expect(await prisma().subscriber.count({ where: { pageId } })).toBe(0);
    const headers = { "idempotency-key": "one-list" };
    const json = { import: { csv: CSV } };
    const done = await call("POST", `${base}/subscribers/import`, { token: owner, json, headers });
    expect(done.body).toMatchObject({ ...before, imported: 2 });
    expect((await send("", CSV)).body).toMatchObject({ new: 0, known: 2, imported: 0 });
    expect((await written(pageId)).actions.filter((one) => one === "subscriber.import")).toHaveLength(1);
  });

  it("says where a list cannot be read", async () => {
    const { send } = await world();
    const { status, body } = await send("/preview", "name\nkim");
    expect([status, body]).toMatchObject([422, { errors: [{ path: "import.csv" }] }]);
    expect((await send("/preview", 7)).status).toBe(422);
    expect((await send("", "x".repeat(2_000_000))).status).toBe(413);
  });

  it("is refused to readers and strangers", async () => {
    const { send, reader, stranger } = await world();
    for (const path of ["", "/preview"]) {
      expect((await send(path, CSV, reader)).status).toBe(403);
      expect((await send(path, CSV, stranger)).status).toBe(404);
    }
  });
});
